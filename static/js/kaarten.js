/** A card for a place of a long list, from the page's template. */
export function make(data, id) {
  const $card = document.querySelector('template').content.firstElementChild.cloneNode(true)
  const { kaart: [name, address, href, phone, words], kanalen } = data.plaatsen[id]
  const [$link, $address, $phone] = $card.querySelectorAll('a, [data-vul]')
  // The finder stands in other folders too.
  Object.assign($link, { href: new URL(id + '/', document.getElementById('gegevens').href), textContent: name })
  Object.assign($phone, { href, textContent: 'Bel ' + phone })
  $address.textContent = address
  for (const $answer of $card.querySelectorAll('[data-antwoord]')) {
    if (!($answer.dataset.antwoord in kanalen)) $answer.parentElement.remove()
    else if (words) $answer.textContent = words
  }
  $card.dataset.digipunt = id
  return $card
}

import { escape } from './escape.js'

export default function ({ title, description, content }) {
  return `<!doctype html>
<html lang="nl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)} - Digitaal in Voorbeeld</title>
${description ? `<meta name="description" content="${escape(description)}">` : ''}
</head>
<body>
<header>
<a href="/">Digitaal in Voorbeeld</a>
<nav><ul><li><a href="/">Start</a></li><li><a href="/digipunten/">Digipunten</a></li></ul></nav>
</header>
<main>
<h1>${escape(title)}</h1>
${content}
</main>
<footer><p>Dit is een voorbeeld: alles is verzonnen.</p></footer>
</body>
</html>
`
}

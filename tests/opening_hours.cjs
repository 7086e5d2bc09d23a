// Answers on one line each: {value, from, to} becomes [[from, to, "open" or "unknown"], …], in milliseconds.
const { createInterface } = require('node:readline')
const OpeningHours = require('opening_hours')

const PLACE = { lat: 51.05, lon: 3.72, address: { country_code: 'be', state: '' } }

createInterface({ input: process.stdin }).on('line', (line) => {
  const { value, from, to } = JSON.parse(line)
  let answer
  try {
    answer = new OpeningHours(value, PLACE)
      .getOpenIntervals(new Date(from), new Date(to))
      .map(([start, end, isUnknown]) => [+start, +end, isUnknown ? 'unknown' : 'open'])
  } catch (error) {
    answer = { error: String(error) }
  }
  console.log(JSON.stringify(answer))
})

/** How many origins are measured, and how many questions are asked at a time. */
export const ORIGINS = 1_000_000

/** `https://shop-x7f03k2p.example.com`: 33 characters, of which eight are random. */
export function randomOrigin(): string {
  const name = Math.floor(Math.random() * 36 ** 8)
    .toString(36)
    .padStart(8, '0')
  return `https://shop-${name}.example.com`
}

export default function Home() {
  return <h1>Flowers</h1>
}

/**
 * Stands for the native part of AWS's Runtime Interface Client, which takes a C++ compiler and a minute to build. It
 * makes the same three calls of the Runtime API. Everything else is the client's own code.
 */
const api = `http://${process.env.AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime/invocation`

const post = (path, body) => void fetch(`${api}/${path}`, { method: 'POST', body })

module.exports = {
  async next() {
    const response = await fetch(`${api}/next`)
    return { bodyJson: await response.text(), headers: Object.fromEntries(response.headers) }
  },
  done: (id, body) => post(`${id}/response`, body),
  error: (id, body) => post(`${id}/error`, body),
}

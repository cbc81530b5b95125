/** Answers paths without a route, because React Router would answer them without the policy. */
export const loader = () => new Response('No such path', { status: 404 })

export const action = loader

const flowers = ['tulip']

export const GET = (): Response => Response.json(flowers, { headers: { 'X-Total-Count': String(flowers.length) } })

export const PUT = async ({ request }: { readonly request: Request }): Promise<Response> => {
  const { name } = (await request.json()) as { readonly name?: string }
  if (!name) return new Response('Send {"name": "rose"}', { status: 400 })
  flowers.push(name)
  return Response.json(flowers)
}

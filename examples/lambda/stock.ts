/** A function that takes events and returns results, as most functions do. Deploy it as `stock.handler`. */
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import { eventCors } from 'corsage/lambda'

async function stock({ queryStringParameters }: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> {
  const name = queryStringParameters?.['name'] ?? 'tulip'
  return { statusCode: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ [name]: 12 }) }
}

export const handler = eventCors({ origin: ['https://app.example.com'] }, stock)

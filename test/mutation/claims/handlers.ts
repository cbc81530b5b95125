import type { Claim } from './claim.ts'

const DECORATE = 'src/server/decorate.ts'
const WRAP = 'src/server/wrap.ts'
const COPY = 'src/server/copy.ts'
const DECIDE = 'src/server/decide.ts'

/** Guarantees about what handlers return and throw. */
export const HANDLERS: readonly Claim[] = [
  {
    guarantee: '`wrap` gives an answer',
    mutations: [
      [
        'the body of a response that cannot be sent stays open',
        COPY,
        'void close(response)\n    return respond(502, null)',
        'return respond(502, null)',
      ],
      ['a response that cannot be copied throws', COPY, 'return respond(502, null)', 'throw error'],
      [
        'the 502 is not decorated',
        DECORATE,
        'if (copy === response) return copy',
        'if (copy === response || copy.status === 502) return copy',
      ],
      [
        'no response at all is passed on',
        COPY,
        "throw unexpected('The handler answered with', response, EXPECTED)",
        '',
      ],
      [
        'a proxy that throws makes it throw',
        COPY,
        '  } catch {\n    // A proxy',
        '  } catch (error) {\n    throw error\n    // A proxy',
      ],
      [
        'a RangeError is thrown again',
        WRAP,
        "if (onError === 'throw') throw error",
        "if (onError === 'throw' || error instanceof RangeError) throw error",
      ],
      [
        'a RangeError is thrown again where there is no onError',
        WRAP,
        'if (isResponse(error) || !onError) return giveUp(error)',
        'if (error instanceof RangeError) throw error\n  if (isResponse(error) || !onError) return giveUp(error)',
      ],
      [
        'a SyntaxError is thrown again',
        WRAP,
        "if (onError === 'throw') throw error",
        "if (onError === 'throw' || error instanceof SyntaxError) throw error",
      ],
      [
        'an error without a message is thrown again',
        WRAP,
        "if (onError === 'throw') throw error",
        "if (onError === 'throw' || !error) throw error",
      ],
      [
        'an error of the handler is thrown again',
        WRAP,
        '} catch (error) {\n      return answerError(policy, error, request, allowedOrigin)',
        '} catch (error) {\n      throw error',
      ],
      [
        'a rejection of the handler is thrown again',
        WRAP,
        'response = await later\n  } catch (error) {\n    return answerError(policy, error, request, allowedOrigin)',
        'response = await later\n  } catch (error) {\n    throw error',
      ],
      ['an error of onError is thrown', WRAP, '    giveUp,\n  )', '    (reason) => {\n      throw reason\n    },\n  )'],
      [
        'a network error is passed on',
        COPY,
        'if (!(response.status >= 200)) throw new TypeError(UNUSABLE)',
        'if (!(response.status >= 200)) return response',
      ],
      [
        'a body of another library becomes text',
        COPY,
        '!(body instanceof ReadableStream) || body.locked',
        'body.locked',
      ],
    ],
  },
  {
    guarantee: 'A response of the application is never written to',
    mutations: [
      [
        'a response is not copied',
        COPY,
        'return new Response(body, response)',
        'return Object.assign(Object.create(response), {})',
      ],
      [
        'a response without a body is changed itself',
        DECORATE,
        'return permit(copy, allowedOrigin, lines, givenVary)',
        'return permit(response.body ? copy : response, allowedOrigin, lines, givenVary)',
      ],
      [
        'a 404 is changed itself',
        DECORATE,
        'return permit(copy, allowedOrigin, lines, givenVary)',
        'return permit(response.status === 404 ? response : copy, allowedOrigin, lines, givenVary)',
      ],
      [
        'foreign headers are removed from the response itself',
        DECORATE,
        'const { headers } = copy',
        'const { headers } = response',
      ],
      [
        'a guard writes Vary into the response of the application',
        'src/server/add-vary.ts',
        "copy.headers.set('Vary', mergeVary(",
        "response.headers.set('Vary', mergeVary(",
      ],
      [
        'the credentials of a shared request are removed',
        'src/server/cookieless.ts',
        'if (isUpgrade || isOfHost) return hideUser(request)',
        'return hideUser(request)',
      ],
    ],
  },
  {
    guarantee: 'A predicate that throws',
    mutations: [
      ['any truthy value allows', DECIDE, "if (answer === true) return 'allowed'", "if (answer) return 'allowed'"],
      [
        'the string true allows',
        DECIDE,
        "if (answer === true) return 'allowed'",
        "if (String(answer) === 'true') return 'allowed'",
      ],
      ['a wrong answer is not reported', DECIDE, 'answer !== false && !misled.has(policy)', 'false'],
      ['a wrong answer is reported each time', DECIDE, 'misled.add(policy)', ''],
      ['a refusal is reported', DECIDE, 'answer !== false && !misled', '!misled'],
      ['an error allows', DECIDE, "return 'predicate-failed'", "return 'allowed'"],
      ['an error is not reported', DECIDE, 'fail(error)\n', ''],
      [
        'a rejection is thrown',
        'src/runtime/promise.ts',
        'return isPromise(result) ? result.catch(fail) : result',
        'return result',
      ],
      [
        'an error is thrown',
        'src/runtime/promise.ts',
        '} catch (error) {\n    return fail(error)',
        '} catch (error) {\n    throw error',
      ],
      ['a predicate sees what is no origin', DECIDE, "if (!tuple) return 'origin-malformed'", ''],
      [
        'a predicate sees the opaque origin',
        DECIDE,
        "if (origin === 'null') return",
        "if (origin === 'null' && !policy.predicate) return",
      ],
    ],
  },
]

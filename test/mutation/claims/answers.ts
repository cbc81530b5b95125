import type { Claim } from './claim.ts'

const DECORATE = 'src/server/decorate.ts'
const HEADERS = 'src/server/headers.ts'
const WRAP = 'src/server/wrap.ts'
const RULES = 'src/policy/rules.ts'
const EARLY = 'src/server/early-answer.ts'
const PREFLIGHT = 'src/server/preflight.ts'
const COPY = 'src/server/copy.ts'

/** Guarantees about what is answered. */
export const ANSWERS: readonly Claim[] = [
  {
    guarantee: 'An origin that the policy does not allow',
    mutations: [
      ['foreign headers stay', DECORATE, 'for (const name of foreign ?? []) headers.delete(name)', ''],
      [
        'only the foreign permission is removed',
        DECORATE,
        "name.startsWith('access-control-')",
        "name === 'access-control-allow-origin'",
      ],
      [
        'only headers that start with Access-Control-Allow are removed',
        DECORATE,
        "name.startsWith('access-control-')",
        "name.startsWith('access-control-allow-')",
      ],
      [
        'a thrown response leaves as it is',
        WRAP,
        'if (isResponse(reason)) return decorate(reason, request, allowedOrigin, lines.actual)',
        'if (isResponse(reason)) return reason',
      ],
      [
        'the response of onError leaves as it is',
        WRAP,
        '(response ? decorate(response, request, allowedOrigin, lines.actual) : giveUp(error))',
        'response || giveUp(error)',
      ],
      [
        'a promised response leaves as it is',
        WRAP,
        'return decorate(response, request, allowedOrigin, policy.lines.actual)',
        'return response',
      ],
      [
        'a thrown response gets the permission of its own',
        WRAP,
        'if (isResponse(reason)) return decorate(reason, request, allowedOrigin, lines.actual)',
        "if (isResponse(reason)) return decorate(reason, request, allowedOrigin || (reason.headers.get('access-control-allow-origin') ?? ''), lines.actual)",
      ],
      [
        'what a predicate refuses is shared',
        HEADERS,
        "if (origin === null || reason !== 'allowed') return ''",
        "if (origin === null || (reason !== 'allowed' && reason !== 'predicate-refused')) return ''",
      ],
      [
        'a malformed origin is shared',
        HEADERS,
        "if (origin === null || reason !== 'allowed') return ''",
        "if (origin === null || (reason !== 'allowed' && reason !== 'origin-malformed')) return ''",
      ],
      [
        'a refused origin gets the other lines',
        DECORATE,
        "if (allowedOrigin) {\n    headers.append('Access-Control-Allow-Origin', allowedOrigin)",
        "if (allowedOrigin) headers.append('Access-Control-Allow-Origin', allowedOrigin)\n  {",
      ],
      [
        'the answer as data removes nothing',
        HEADERS,
        'return { set: permit(allowed), vary, remove: FOREIGN }',
        'return { set: permit(allowed), vary, remove: /(?!)/ }',
      ],
      [
        'the answer as data gives a refused origin the other lines',
        HEADERS,
        ': []\n  if (requestedMethod(request, origin)) {',
        ': constant.map<HeaderLine>(([name, value]) => [name, value])\n  if (requestedMethod(request, origin)) {',
      ],
      ['FOREIGN misses some names', HEADERS, '/^access-control-/i', '/^access-control-allow-/i'],
      [
        'an answer to a preflight by the application leaves as it is',
        'src/cors.ts',
        '? decoratePreflight(policy, response, request, allowedOrigin)',
        '? response',
      ],
      [
        'a refused preflight is answered with a permission',
        EARLY,
        'return answerPreflight(policy, request, allowedOriginFor(policy, origin, originReason))',
        "return answerPreflight(policy, request, allowedOriginFor(policy, origin, originReason) || (origin ?? ''))",
      ],
    ],
  },
  {
    guarantee: '`*` and credentials never meet',
    mutations: [
      [
        'cors() accepts a star with credentials',
        RULES,
        "if (value === '*') return given.credentials === true && ['any-origin-credentials']",
        "if (value === '*') return",
      ],
      [
        'cors() accepts a star of names with credentials',
        RULES,
        "return name === '*' && given.credentials === true ? ['star-with-credentials'] : faultOf(name, given)",
        'return faultOf(name, given)',
      ],
      [
        'cors() accepts opaque origins with credentials',
        RULES,
        "dangerouslyAllowNullOrigin: flag(({ credentials }) => credentials === true && 'null-origin-credentials')",
        'dangerouslyAllowNullOrigin: flag()',
      ],
      ['credentials are always allowed', HEADERS, "credentials && 'true'", "'true'"],
      ['null is sent', HEADERS, "return origin === 'null' ? '*' : origin", 'return origin'],
      [
        'a public policy reflects the origin',
        HEADERS,
        "if (isPublic) return '*'",
        "if (isPublic) return origin ?? '*'",
      ],
      [
        'the opaque origin is always allowed',
        'src/server/decide.ts',
        "policy.options.dangerouslyAllowNullOrigin ? 'allowed' : 'origin-null'",
        "'allowed'",
      ],
      ['a header that is called * is reflected', HEADERS, "names.filter((name) => name !== '*')", 'names'],
      [
        'an unlisted origin is reflected if the handler says so',
        DECORATE,
        'return permit(copy, allowedOrigin, lines, vary)',
        "return permit(copy, allowedOrigin || (foreign?.length ? (request.headers.get('origin') ?? '') : ''), lines, vary)",
      ],
    ],
  },
  {
    guarantee: 'No value from a request comes back',
    mutations: [
      [
        'asked names of 256 bytes and more are echoed without the option',
        HEADERS,
        "if (names === 'too-long') return ''\n  if (!dangerouslyReflectHeaders) return",
        "if (names === 'too-long') return ''",
      ],
      [
        'a list that is too long is echoed',
        HEADERS,
        "if (names === 'too-long') return ''",
        "if (names === 'too-long') return asked",
      ],
      ['a malformed list is echoed', HEADERS, ': []\n  return distinctNames(', ': [asked]\n  return distinctNames('],
      [
        'the requested method is echoed',
        PREFLIGHT,
        'const response = policy.preflightFor(allowedOrigin)\n',
        "const response = policy.preflightFor(allowedOrigin)\n  if (allowedOrigin) response.headers.append('Access-Control-Allow-Methods', request.headers.get('access-control-request-method')!)\n",
      ],
      [
        'a refusal names the origin in its body',
        EARLY,
        'refusalText(refused)',
        'refusalText(refused) + String(origin)',
      ],
      [
        'the answer as data names the method in its body',
        HEADERS,
        'body: refusalText(refused)',
        'body: refusalText(refused) + request.method',
      ],
      [
        'the names of a preflight are in Vary',
        PREFLIGHT,
        "headers.set('Vary', mergeVary(headers.get('vary'), VARY_BY_NAMES))",
        "headers.set('Vary', mergeVary(headers.get('vary'), `${VARY_BY_NAMES}, ${names}`))",
      ],
      [
        'the answer as data echoes the names',
        HEADERS,
        '...line(ALLOW_HEADERS, names)',
        "...line(ALLOW_HEADERS, request.headers.get('access-control-request-headers')!)",
      ],
    ],
  },
  {
    guarantee: '`Vary` names every request header',
    mutations: [
      [
        'enforce does not vary a public policy by origin',
        'src/server/request.ts',
        "(!isPublic || enforce) && 'Origin'",
        "!isPublic && 'Origin'",
      ],
      ['enforce does not vary by Sec-Fetch-Site', 'src/server/request.ts', "enforce && 'Sec-Fetch-Site'", 'false'],
      [
        'the option vary is lost',
        'src/server/request.ts',
        "filter(Boolean), ...vary].join(', ')",
        "filter(Boolean)].join(', ')",
      ],
      [
        'Vary depends on the decision',
        DECORATE,
        'if (added && vary === null)',
        'if (added && allowedOrigin && vary === null)',
      ],
      [
        'Vary of the application is replaced',
        DECORATE,
        "headers.set('Vary', mergeVary(vary, added))",
        "headers.set('Vary', added)",
      ],
      [
        'Vary of the application is kept, and ours is lost',
        DECORATE,
        "else if (added) headers.set('Vary', mergeVary(vary, added))",
        '',
      ],
      ['a star in Vary is lost', 'src/fetch/vary.ts', "names.includes('*') ? '*' : ", ''],
      [
        'the response to an error does not vary',
        WRAP,
        'return permit(respond(500, null), allowedOrigin, lines.actual)',
        'return respond(500, null)',
      ],
      [
        'a 304 is not decorated',
        DECORATE,
        'if (copy === response) return copy',
        'if (copy === response || copy.status === 304) return copy',
      ],
      [
        'a redirect is not decorated',
        DECORATE,
        'if (copy === response) return copy',
        'if (copy === response || copy.status === 302) return copy',
      ],
      [
        'a refusal does not vary',
        EARLY,
        "return permit(respond(403, refusalText(refused), NOT_STORED), '', policy.lines.actual)",
        'return respond(403, refusalText(refused), NOT_STORED)',
      ],
      [
        'caches may store a refusal',
        EARLY,
        'respond(403, refusalText(refused), NOT_STORED)',
        'respond(403, refusalText(refused))',
      ],
      [
        'caches may store a refusal of the answer as data',
        HEADERS,
        'set: NOT_STORED.map(([name, value]) => [name, value])',
        'set: []',
      ],
      [
        'reflected names are not in Vary',
        PREFLIGHT,
        "headers.set('Vary', mergeVary(headers.get('vary'), VARY_BY_NAMES))",
        '',
      ],
      [
        'reflected names are not in Vary of the answer as data',
        HEADERS,
        'vary: isConstant ? vary : mergeVary(vary, VARY_BY_NAMES)',
        'vary',
      ],
      ['a guard does not vary by Cookie', 'src/csrf/decide.ts', "read('Cookie')", "headers.get('Cookie')"],
      [
        'a guard does not vary by Authorization',
        'src/csrf/decide.ts',
        "read('Authorization')",
        "headers.get('Authorization')",
      ],
      [
        'what a guard lets pass does not vary',
        'src/server/add-vary.ts',
        "if (copy !== response) copy.headers.set('Vary', mergeVary(copy.headers.get('Vary'), names))",
        '',
      ],
      [
        'a policy with a guard does not vary by what the guard reads',
        'src/csrf/protect.ts',
        'return after(answered, (response) => addVary(response, request, names))',
        'return answered',
      ],
    ],
  },
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
        'throw new TypeError(`The handler answered with ${quote(response)}, ${EXPECTED}`)',
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
        'if (!response.status) throw new TypeError(UNUSABLE)',
        'if (!response.status) return response',
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
    guarantee: 'Objects of the application',
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
        'return permit(copy, allowedOrigin, lines, vary)',
        'return permit(response.body ? copy : response, allowedOrigin, lines, vary)',
      ],
      [
        'a 404 is changed itself',
        DECORATE,
        'return permit(copy, allowedOrigin, lines, vary)',
        'return permit(response.status === 404 ? response : copy, allowedOrigin, lines, vary)',
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
]

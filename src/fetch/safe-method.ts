/** The safe methods that browsers send, in this case only: nobody has promised that `get` is safe (RFC 9110, sections 9.1 and 9.2.1). */
export const SAFE_METHOD: RegExp = /^(GET|HEAD|OPTIONS)$/

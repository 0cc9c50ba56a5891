/** hapi's `onPreResponse`. */
export const withProblems: (request: { response: object }, h: object) => unknown;

/** hapi's `onPreResponse`. */
export declare const withProblems: (request: { response: object }, h: object) => unknown;

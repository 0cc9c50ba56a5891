/** The `User-Agent` of every request that leaves: name and version as in `package.json` (RFC 9110, 10.1.5); nothing about anybody. */
export const USER_AGENT = 'privatenumber/0.1.0';

import { type IsShown, textsOf, withMaskedNumbers } from '../access/mask-numbers.ts';
import type { RouteRule } from '../access/route-rules.ts';
import type { HttpResult } from '../problem.ts';
import type { Caller } from './api-guard.ts';

/**
 * An answer as its caller may see it: without the scope `read`, numbers are masked by the rule of the route.
 *
 * @param named the fields that the handler has read from the request, by their names in the answer
 */
export const shownTo = (
  { scopes }: Caller,
  { withoutRead }: RouteRule,
  answer: HttpResult,
  named: object = {},
): HttpResult => {
  if (withoutRead === 'none' || scopes.includes('read') || answer.body === undefined) return answer;
  const isShown = withoutRead === 'every' ? () => false : unlessOfOthers(named);
  return { ...answer, body: JSON.stringify(withMaskedNumbers(JSON.parse(answer.body), isShown)) };
};

/**
 * Private numbers are shown, and the texts that the request named, each in its own field: a number that is sent anywhere else is a
 * guess, and thousands of them fit into one request.
 */
const unlessOfOthers = (named: object): IsShown => {
  const texts = textsOf(named);
  return (field, written) =>
    field === 'x' || field === 'y' || texts.some((text) => text.field === field && text.written === written);
};

import { parseCalleeNumber, parsePartyNumber } from '../../kernel/e164.ts';
import { type ApiRoute, ruleOf } from '../access/api-routes.ts';
import { type IsShown, withMaskedNumbers } from '../access/mask-numbers.ts';
import type { HttpResult } from '../problem.ts';
import { bodyBytes, type HttpEvent } from '../request.ts';
import type { Caller } from './api-guard.ts';

/** An answer as its caller may see it: without the scope `read`, numbers are masked by the rule of the route. */
export const shownTo = (
  { scopes }: Caller,
  route: ApiRoute,
  event: HttpEvent,
  answer: HttpResult,
): HttpResult => {
  const { withoutRead } = ruleOf(route);
  if (withoutRead === 'none' || scopes.includes('read') || answer.body === undefined) return answer;
  const isShown = withoutRead === 'every' ? () => false : unlessOfOthers(event);
  return { ...answer, body: JSON.stringify(withMaskedNumbers(JSON.parse(answer.body), isShown)) };
};

/** Private numbers are shown, and whatever the request itself named: numbers of people, a reference, user data. */
const unlessOfOthers = (event: HttpEvent): IsShown => {
  const sent = writtenIn([jsonOf(event), event.queryStringParameters]);
  return (field, written) => field === 'x' || field === 'y' || sent.has(written);
};

const jsonOf = (event: HttpEvent): unknown => {
  try {
    return JSON.parse(bodyBytes(event).toString());
  } catch {
    // A request without a body, for one.
    return undefined;
  }
};

/** The texts of a request, and as the numbers that they are where they are some. */
const writtenIn = (sent: unknown): ReadonlySet<string> => {
  if (typeof sent === 'string')
    return new Set(
      [sent, parsePartyNumber(sent)?.number, parseCalleeNumber(sent)].filter((text) => text !== undefined),
    );
  if (!(sent instanceof Object)) return new Set();
  return new Set(Object.values(sent).flatMap((value) => [...writtenIn(value)]));
};

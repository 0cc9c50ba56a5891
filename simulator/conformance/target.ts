import type { PlatformClient, WireAnswer } from './platform-client.ts';

/** The target of the suite of a mode: an application of that mode without bindings, and its numbers. */
export type ConformanceTarget = {
  client(): PlatformClient;
  appKey: string;
  /** Two X in one city, and one in another province; `others` are in the first city too. No further numbers. */
  numbers(): {
    first: string;
    second: string;
    elsewhere: string;
    areaCode: string;
    elsewhereAreaCode: string;
    others: string[];
  };
};

/** Made-up people. */
export const [A, B, C, D] = ['+8613800000001', '+8613800000002', '+8613800000003', '+8613800000004'] as const;

/** An X that belongs to nobody's application. */
export const FOREIGN_X = '+8617099999999';

/** Both codes that mean: no such binding. */
export const NOT_FOUND = ['1016001', '1012007'];

/** HTTP status and result code of an answer. */
export const refusal = ({ status, json }: WireAnswer) => [status, json?.['resultcode']];

/** A list in an answer; [] when it has none. */
export const listIn = ({ json }: WireAnswer, name: string): Record<string, unknown>[] => {
  const list = json?.[name];
  return Array.isArray(list) ? list : [];
};

/** A plus sign and all else escaped for a query string. */
export const escaped = (fields: Record<string, string>): string => `${new URLSearchParams(fields)}`;

/** The four operations every binding API has, at one path; `clean` unbinds whatever was bound. */
export const openSession = (
  { client }: ConformanceTarget,
  path: string,
  /** Added to every query string. */
  always: Record<string, string> = {},
) => {
  const bound = new Set<string>();
  const constant = escaped(always);
  const queryOf = (text: string): string => [constant, text].filter(Boolean).join('&');
  const unbind = (text: string): Promise<WireAnswer> =>
    client().send('DELETE', path, { query: queryOf(text) });
  return {
    async bind(body: unknown, query = queryOf('')): Promise<WireAnswer> {
      const answer = await client().send('POST', path, { body, query });
      if (typeof answer.json?.['subscriptionId'] === 'string') bound.add(answer.json['subscriptionId']);
      return answer;
    },
    unbind,
    modify: (body: Record<string, unknown>) => client().send('PUT', path, { body }),
    query: (text: string) => client().send('GET', path, { query: queryOf(text) }),
    async clean() {
      for (const subscriptionId of bound) await unbind(`subscriptionId=${subscriptionId}`);
      bound.clear();
    },
  };
};

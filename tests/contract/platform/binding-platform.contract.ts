import { describe, expect, it } from 'vitest';
import type { BindingTerms } from '../../../shared/bindings/model/binding.ts';
import type {
  BindingChange,
  BindingPlatform,
  BindRequest,
} from '../../../shared/bindings/model/binding-platform.ts';
import type { E164 } from '../../../shared/kernel/e164.ts';
import type { PlatformResult } from '../../../shared/kernel/platform-outcome.ts';
import type { PlatformApp, PlatformClient } from '../../../shared/platform/client/client.ts';
import type { Outgoing } from '../../../shared/platform/client/transport.ts';
import {
  bodyOf,
  refusing,
  SCRIPTED_APP,
  type Scripted,
  scriptedPlatform,
} from '../../fakes/scripted-platform.ts';

/** A request as the platform must see it: method, path and escaped query in one line, and the whole body. */
export type SentRequest = Readonly<{ line: string; body?: object }>;

/** A success compares as a whole, a failure by the fields that the example names. */
export type Outcome =
  | Readonly<{ kind: 'ok'; value: unknown }>
  | Readonly<{ kind: 'refused' | 'unanswered' | 'inconclusive' | 'not-offered' }>;

/** One operation: its input, the platform's answers in their order, the requests it sends (or only how many), its outcome. */
export type Example<Given> = Readonly<{
  name: string;
  given: Given;
  answers: readonly Scripted[];
  sends: readonly SentRequest[] | number;
  gives: Outcome;
}>;

/** The first example of each operation is its plain success; the contract varies it. */
export type Examples<Given> = readonly [Example<Given>, ...Example<Given>[]];

export type Change = Readonly<{ subscriptionId: string; change: BindingChange; terms: BindingTerms }>;
export type Parties = Readonly<{ x: E164; a: E164; b: E164 | undefined }>;
export type Place = Readonly<{ x: E164; after: string | undefined }>;

/** Everything that sets a mode apart, operation by operation. */
export type BindingPlatformExamples = Readonly<{
  create: (client: PlatformClient, app: PlatformApp) => BindingPlatform;
  app?: PlatformApp;
  bind: Examples<BindRequest>;
  unbind: Examples<string>;
  modify: Examples<Change>;
  get: Examples<string>;
  find: Examples<Parties>;
  list: Examples<Place>;
  /** Absent where the mode has no such operation. */
  numbersOf?: Examples<E164>;
}>;

/** The contract of every adapter of a mode: it sends what the pages want, and it makes our outcomes of what comes back. */
export const bindingPlatformContract = (mode: string, examples: BindingPlatformExamples) =>
  describe(`BindingPlatform: ${mode}`, () => {
    const app = examples.app ?? SCRIPTED_APP;
    const cases = casesOf(examples);
    // The operations that call the platform at all; X mode has none, AXYB has no modify.
    const calling = cases.filter(
      ({ operation, sends }, at) =>
        cases.findIndex((other) => other.operation === operation) === at && requestsOf(sends).length > 0,
    );
    const repeatable = calling.filter(({ operation }) => operation !== 'bind');
    const bind = calling.filter(({ operation }) => operation === 'bind');

    const run = async ({ ask }: Case, answers: readonly Scripted[]) => {
      const { client, sent, lines } = scriptedPlatform(answers);
      const outcome = await ask(examples.create(client, app));
      const unbindNotFound = lines.filter((line) => line['unbindNotFound'] === 1 && line['app'] === app.name);
      expect(JSON.stringify(lines)).not.toMatch(/1(38|39|70)0{6}/);
      return { outcome, unbindNotFound: unbindNotFound.length, sent: sent.map(seen) };
    };

    for (const example of cases)
      it(`${example.operation} ${example.name}`, async () => {
        const { outcome, sent, unbindNotFound } = await run(example, example.answers);

        if (example.gives.kind === 'ok') expect(outcome).toEqual(example.gives);
        else expect(outcome).toMatchObject(example.gives);
        if (typeof example.sends === 'number') expect(sent).toHaveLength(example.sends);
        else expect(sent).toEqual(example.sends);
        // Counted, because arrears look the same as a binding that is gone.
        expect(unbindNotFound).toBe(isUnbindOfNothing(example) ? 1 : 0);
      });

    for (const plain of calling)
      it(`${plain.operation} hands on that the account is suspended`, async () => {
        const { outcome, sent } = await run(plain, [refusing(403, '1010029')]);

        expect(outcome).toMatchObject({ kind: 'refused', class: 'account', problem: 'account-suspended' });
        expect(sent).toEqual(requestsOf(plain.sends).slice(0, 1));
      });

    for (const plain of calling)
      it(`${plain.operation} hands on that there are too many calls`, async () => {
        const { outcome, sent } = await run(plain, [refusing(403, '1010010')]);

        expect(outcome).toMatchObject({ kind: 'refused', class: 'throttled', problem: 'platform-throttled' });
        expect(sent).toHaveLength(1);
      });

    for (const plain of repeatable)
      it(`${plain.operation} is sent again after a lost answer`, async () => {
        const { outcome, sent } = await run(plain, [LOST, ...plain.answers]);

        expect(outcome).toEqual({
          ...plain.gives,
          ...(requestsOf(plain.sends)[0]?.line.startsWith('GET') ? {} : { earlierMayApply: true }),
        });
        expect(sent).toEqual([...requestsOf(plain.sends).slice(0, 1), ...requestsOf(plain.sends)]);
      });

    for (const plain of bind)
      it(`${plain.operation} is sent once when its answer is lost`, async () => {
        const { outcome, sent } = await run(plain, [LOST]);

        expect(outcome).toMatchObject({ kind: 'unanswered', reason: 'time-out', mayHaveApplied: true });
        expect(sent).toEqual(requestsOf(plain.sends).slice(0, 1));
      });

    it(`${examples.numbersOf === undefined ? 'does not offer' : 'offers'} the numbers of an A`, () => {
      const platform = examples.create(scriptedPlatform([]).client, app);

      expect(typeof platform.numbersOf).toBe(examples.numbersOf === undefined ? 'undefined' : 'function');
    });
  });

/** An answer that did not come in time. */
export const LOST = {
  kind: 'unanswered',
  reason: 'time-out',
  mayHaveApplied: true,
  cause: undefined,
} as const;

type Case = Omit<Example<unknown>, 'given'> &
  Readonly<{
    operation: string;
    ask: (platform: BindingPlatform) => Promise<PlatformResult<unknown> | undefined>;
  }>;

const casesOf = (examples: BindingPlatformExamples): readonly Case[] => {
  const of = <Given>(
    operation: string,
    rows: readonly Example<Given>[],
    ask: (platform: BindingPlatform, given: Given) => Promise<PlatformResult<unknown>> | undefined,
  ): readonly Case[] =>
    rows.map((row) => ({ ...row, operation, ask: async (platform) => ask(platform, row.given) }));
  return [
    ...of('bind', examples.bind, (platform, request) => platform.bind(request)),
    ...of('unbind', examples.unbind, (platform, subscriptionId) => platform.unbind(subscriptionId)),
    ...of('modify', examples.modify, (platform, { subscriptionId, change, terms }) =>
      platform.modify(subscriptionId, change, terms),
    ),
    ...of('get', examples.get, (platform, subscriptionId) => platform.get(subscriptionId)),
    ...of('find', examples.find, (platform, parties) => platform.find(parties)),
    ...of('list', examples.list, (platform, { x, after }) => platform.list(x, after)),
    ...of('numbersOf', examples.numbersOf ?? [], (platform, a) => platform.numbersOf?.(a)),
  ];
};

const requestsOf = (sends: Case['sends']): readonly SentRequest[] => (typeof sends === 'number' ? [] : sends);

const isUnbindOfNothing = ({ operation, gives }: Case): boolean =>
  operation === 'unbind' &&
  (gives.kind === 'ok'
    ? gives.value === 'not-found'
    : 'problem' in gives && gives.problem === 'account-suspended');

const seen = (request: Outgoing): SentRequest => ({
  line: `${request.method} ${request.url.replace('https://platform.example.com', '')}`,
  ...(request.body === undefined ? {} : { body: Object(bodyOf(request)) }),
});

import type { BindingTerms } from '../../../shared/bindings/model/binding.ts';
import type { BindingChange, BindRequest } from '../../../shared/bindings/model/binding-platform.ts';
import { refusing, type Scripted, succeeding } from '../../fakes/scripted-platform.ts';
import type { Change, Example, Outcome, SentRequest } from './binding-platform.contract.ts';

export const ID = 'subscription-a';

export const ok = (value: unknown): Outcome => ({ kind: 'ok', value });
export const refused = (fields: object): Outcome => ({ kind: 'refused', ...fields });

/** Nobody may take this for "there is none", because "there is none" leads to another bind. */
/** No answer tells it, though there were answers. */
export const INCONCLUSIVE = { kind: 'inconclusive', mayHaveApplied: true } as const;

/** The mode has no such operation; no call was made. */
export const notOffered = (fields: object): Outcome => ({ kind: 'not-offered', ...fields });

/** The codes of an unbind that may mean "not there", "X is not ours" or arrears. */
export const UNSURE_CODES = ['1011001', '1011004', '1012001', '1012102'] as const;

export const UNREADABLE = { kind: 'unanswered', reason: 'unreadable', mayHaveApplied: true } as const;
export const NOT_FOUND = ok('not-found');
export const NOTHING = ok(undefined);
export const NO_BINDINGS = ok({ bindings: [], next: undefined });

/** The parts that several modes have alike but for the words on the wire. */
export type ModeWords = Readonly<{
  /** Method and path, with the query of {@link ID} where the operation has one. */
  lines: Readonly<{ bind: string; unbind: string; modify: string; get: string }>;
  request: (changes: Partial<BindRequest>) => BindRequest;
  /** The fields that every bind sends, the platform's answer, and our outcome of it. */
  bind: Readonly<{ fields: object; answer: object; bound: object }>;
  /** The terms of a binding before and after a change unless an example says otherwise. */
  terms: BindingTerms;
}>;

/** Makes the rows of a mode's tables. */
export const exampleMakers = ({ lines, request, bind, terms }: ModeWords) => {
  const change = (
    name: string,
    change: BindingChange,
    rest: Pick<Example<Change>, 'answers' | 'sends' | 'gives'>,
    changedTerms: Partial<BindingTerms> = {},
  ): Example<Change> => ({
    name,
    given: { subscriptionId: ID, change, terms: { ...terms, ...changedTerms } },
    ...rest,
  });
  const put = (fields: object): SentRequest => ({
    line: lines.modify,
    body: { subscriptionId: ID, ...fields },
  });
  const get: SentRequest = { line: lines.get };

  return {
    change,
    /** A bind and the fields of its body. */
    sendsBind: (what: string, changes: Partial<BindRequest>, fields: object): Example<BindRequest> => ({
      name: `sends ${what}`,
      given: request(changes),
      answers: [succeeding(bind.answer)],
      sends: [{ line: lines.bind, body: { ...bind.fields, ...fields } }],
      gives: ok(bind.bound),
    }),
    /** A bind whose answer has these fields beside the result code. */
    readsBind: (
      what: string,
      changes: Partial<BindRequest>,
      fields: object,
      gives: Outcome,
    ): Example<BindRequest> => ({
      name: gives.kind === 'ok' ? `answers with ${what}` : `does not believe in a success ${what}`,
      given: request(changes),
      answers: [succeeding(fields)],
      sends: 1,
      gives,
    }),
    refusesBind: (what: string, code: string, gives: object): Example<BindRequest> => ({
      name: `hands on ${what}`,
      given: request({}),
      answers: [refusing(403, code)],
      sends: 1,
      gives: refused({ code, ...gives }),
    }),
    /** The plain unbind, of an id that has to be escaped in the line. */
    unbinds: (line: string): Example<string> => ({
      name: 'names the subscription, escaped, and nothing else',
      given: 'subscription/a+b',
      answers: [succeeding()],
      sends: [{ line }],
      gives: ok('released'),
    }),
    unbindsNothing: (code: string): Example<string> => ({
      name: `is done when nothing is there: ${code}`,
      given: ID,
      answers: [refusing(403, code)],
      sends: [{ line: lines.unbind }],
      gives: NOT_FOUND,
    }),
    /** An unbind with a code that may also come from arrears. `there` is a query's answer with this binding. */
    unbindsUnsurely: (code: string, there: Scripted): readonly Example<string>[] => {
      const asked = (name: string, answer: Scripted, gives: Outcome): Example<string> => ({
        name: `${name}: ${code}`,
        given: ID,
        answers: [refusing(403, code), answer],
        sends: [{ line: lines.unbind }, get],
        gives,
      });
      const unproven = refused({ code, problem: 'account-suspended' });
      return [
        asked('is done when a query shows that it is gone', refusing(403, '1016001'), NOT_FOUND),
        asked('is refused when a query shows that it is there', there, unproven),
        asked('is refused when the query is refused by the account', refusing(403, '1010029'), unproven),
        asked('is refused when the query meets a blocked number', refusing(403, '1012102'), unproven),
        asked('is refused when the query says that X is not ours', refusing(403, '1012001'), unproven),
        asked(
          'is refused when the query says that nothing is applied for',
          refusing(403, '1011004'),
          unproven,
        ),
        asked('is refused when the query is throttled', refusing(403, '1010010'), unproven),
      ];
    },
    /** A change and the fields of its body. */
    sendsChange: (
      what: string,
      changed: BindingChange,
      fields: object,
      changedTerms: Partial<BindingTerms> = {},
    ): Example<Change> =>
      change(
        `sends ${what} and nothing else`,
        changed,
        { answers: [succeeding()], sends: [put(fields)], gives: ok('modified') },
        changedTerms,
      ),
    changesNothing: (code: string): Example<Change> =>
      change(
        `finds nothing to change: ${code}`,
        { userData: 'order-43' },
        { answers: [refusing(403, code)], sends: [put({ userData: 'order-43' })], gives: NOT_FOUND },
      ),
    /** A change of nothing that the platform would have to know. */
    onlyAsks: (
      what: string,
      changed: BindingChange,
      answer: Scripted,
      gives: Outcome,
      changedTerms: Partial<BindingTerms> = {},
    ): Example<Change> =>
      change(
        `only asks whether the binding is there for ${what}`,
        changed,
        { answers: [answer], sends: [get], gives },
        changedTerms,
      ),
    reads: (what: string, answer: Scripted, value: unknown): Example<string> => ({
      name: value === undefined ? `finds nothing with ${what}` : `reads ${what}`,
      given: ID,
      answers: [answer],
      sends: [get],
      gives: ok(value),
    }),
    doubts: (what: string, answer: Scripted): Example<string> => ({
      name: `does not take ${what} for "not found"`,
      given: ID,
      answers: [answer, answer, answer],
      sends: [get, get, get],
      gives: UNREADABLE,
    }),
    /** A list that has other bindings only. */
    doubtsOthers: (answer: Scripted): Example<string> => ({
      name: 'does not take other bindings for "not found"',
      given: ID,
      answers: [answer],
      sends: [get],
      gives: INCONCLUSIVE,
    }),
    /** A change that is refused with `code`, because a party is on X already. `there` is this binding, with the party of `own`. */
    conflicts: ({
      code,
      there,
      own,
      other,
    }: Readonly<{
      code: string;
      there: Scripted;
      own: Readonly<{ change: BindingChange; fields: object }>;
      other: Readonly<{ change: BindingChange; fields: object }>;
    }>): readonly Example<Change>[] => {
      const taken = refusing(403, code);
      const both = { ...own.change, userData: 'order-43' };
      return [
        change('is refused when another binding has the party', other.change, {
          answers: [taken, there],
          sends: [put(other.fields), get],
          gives: refused({ class: 'conflict', code }),
        }),
        change('is done when this binding has the party already', own.change, {
          answers: [taken, there, there],
          sends: [put(own.fields), get, get],
          gives: ok('modified'),
        }),
        change('goes on without the party when this binding has it already', both, {
          answers: [taken, there, succeeding()],
          sends: [put({ ...own.fields, userData: 'order-43' }), get, put({ userData: 'order-43' })],
          gives: ok('modified'),
        }),
        change('is over when a conflict turns out to be of a binding that is gone', own.change, {
          answers: [taken, refusing(403, '1016001')],
          sends: [put(own.fields), get],
          gives: NOT_FOUND,
        }),
        change('is undecided when nobody can tell whose conflict it is', own.change, {
          answers: [taken, refusing(403, '1010010')],
          sends: [put(own.fields), get],
          gives: INCONCLUSIVE,
        }),
      ];
    },
  };
};

import { A, B, X } from '../../../builders/bind-request.ts';
import { succeeding as answer, refusing, type Scripted } from '../../../fakes/scripted-platform.ts';
import type {
  BindingPlatformExamples,
  Example,
  Outcome,
  Parties,
  Place,
} from '../binding-platform.contract.ts';
import { ID, NO_BINDINGS, NOTHING, ok, refused, UNREADABLE } from '../example-makers.ts';
import { BINDING, ENTRY, list, make, PATH } from './axb-words.ts';

const reads = (what: string, changes: object, changed: object) =>
  make.reads(`an entry with ${what}`, list({ ...ENTRY, ...changes }), { ...BINDING, ...changed });

const AS_ASKED = `GET ${PATH}?relationNum=%2B8617000000001&callerNum=%2B8613800000001&calleeNum=%2B8613900000002`;
const SWAPPED = `GET ${PATH}?relationNum=%2B8617000000001&callerNum=%2B8613900000002&calleeNum=%2B8613800000001`;

const finds = (name: string, answers: readonly Scripted[], gives: Outcome): Example<Parties> => ({
  name,
  given: { x: X, a: A, b: B },
  answers,
  sends: [{ line: AS_ASKED }, { line: SWAPPED }].slice(0, answers.length),
  gives,
});

const doesNotTake = (what: string, changes: object) => {
  const found = list({ ...ENTRY, ...changes });
  return finds(`does not take an entry of ${what}`, [found, found], NOTHING);
};

const page = (index: string) => ({
  line: `GET ${PATH}?relationNum=%2B8617000000001&pageIndex=${index}&pageSize=100`,
});

const lists = (
  name: string,
  after: string | undefined,
  sent: string,
  scripted: Scripted,
  gives: Outcome,
): Example<Place> => ({ name, given: { x: X, after }, answers: [scripted], sends: [page(sent)], gives });

const full = (count: number, after: string | undefined, sent: string, next: string | undefined) => {
  const ids = Array.from({ length: count }, (_, at) => ({ subscriptionId: `subscription-${at}` }));
  return lists(
    `of ${count} entries on page ${sent} goes on at ${next}`,
    after,
    sent,
    list(...ids.map((id) => ({ ...ENTRY, ...id }))),
    ok({ bindings: ids.map((id) => ({ ...BINDING, ...id })), next }),
  );
};

/** A page that nobody can read, three times. */
const contradicts = (what: string, after: string | undefined, sent: string, fields: object) => ({
  ...lists(`does not take ${what} for the end`, after, sent, answer(fields), UNREADABLE),
  answers: [answer(fields), answer(fields), answer(fields)],
  sends: [page(sent), page(sent), page(sent)],
});
export const AXB_QUERIES: Pick<BindingPlatformExamples, 'get' | 'find' | 'list'> = {
  get: [
    make.reads('the binding of a subscription in our words', list(ENTRY), BINDING),
    reads('numbers as text', { callDirection: '2', duration: '0' }, { callDirection: 'to-a', ttlSeconds: 0 }),
    reads('a flag as boolean', { recordFlag: false }, { record: false }),
    reads(
      'a time that cannot be read',
      { subscribeTime: '2026-02-30 08:00:00' },
      { subscribedAt: undefined },
    ),
    reads('nulls', { recordFlag: null, duration: null }, { record: undefined, ttlSeconds: undefined }),
    reads('missing fields', { callDirection: undefined }, { callDirection: undefined }),
    reads(
      'values that nobody knows',
      { callDirection: 9, recordFlag: 'on' },
      { callDirection: undefined, record: undefined },
    ),
    reads('an empty tone', { recordHintTone: '' }, { recordTone: undefined }),
    reads('new fields', { callRestrict: { a: 1 } }, {}),
    ...['1012007', '1016001', '1010002'].map((code) =>
      make.reads(`code ${code}`, refusing(403, code), undefined),
    ),
    make.reads('totalCount 0', answer({ totalCount: 0, relationNumList: [] }), undefined),
    make.reads('totalCount 0 as text and no list', answer({ totalCount: '0' }), undefined),
    make.reads('totalCount 0 and a null list', answer({ totalCount: 0, relationNumList: null }), undefined),
    make.reads('an empty list alone', answer({ relationNumList: [] }), undefined),
    make.doubtsOthers(list({ ...ENTRY, subscriptionId: 'subscription-b' })),
    make.doubts('no list and no count', answer()),
    make.doubts('a null list and no count', answer({ relationNumList: null })),
    make.doubts('a count without entries', answer({ totalCount: 1, relationNumList: [] })),
    make.doubts('an entry without id', list({ ...ENTRY, subscriptionId: undefined })),
    make.doubts('a text in place of the list', answer({ relationNumList: 'none' })),
    {
      name: 'does not take an X that is not ours for "not found"',
      given: ID,
      answers: [refusing(403, '1012001')],
      sends: 1,
      gives: refused({ class: 'not-found' }),
    },
  ],
  find: [
    finds('asks by all three numbers, escaped', [list(ENTRY)], ok(BINDING)),
    finds(
      'asks with the roles swapped when nothing is found',
      [
        refusing(403, '1012007'),
        list({ ...ENTRY, callerNum: '+8613900000002', calleeNum: '+8613800000001' }),
      ],
      ok({ ...BINDING, a: '+8613900000002', b: '+8613800000001' }),
    ),
    doesNotTake('another X', { relationNum: '+8617000000002' }),
    doesNotTake('another A', { callerNum: '+8613800000009' }),
    doesNotTake('another B', { calleeNum: '+8613800000009' }),
    doesNotTake('A in both places', { calleeNum: '+8613800000001' }),
    doesNotTake('no X', { relationNum: undefined }),
    doesNotTake('no A', { callerNum: undefined }),
    finds(
      'takes the right one of several',
      [list({ ...ENTRY, subscriptionId: 'b', callerNum: '+8613800000009' }, ENTRY)],
      ok(BINDING),
    ),
    finds(
      'finds nothing when neither way has it',
      [refusing(403, '1016001'), refusing(403, '1010002')],
      NOTHING,
    ),
    finds(
      'does not know when the second query fails',
      [refusing(403, '1016001'), refusing(403, '1010010')],
      refused({ class: 'throttled' }),
    ),
    {
      name: 'asks nobody for half a pair',
      given: { x: X, a: A, b: undefined },
      answers: [],
      sends: [],
      gives: NOTHING,
    },
  ],
  list: [
    lists(
      'asks for the largest page of an X',
      undefined,
      '1',
      list(ENTRY),
      ok({ bindings: [BINDING], next: undefined }),
    ),
    // The platform may take another size than the one that was asked for: 50 is its default, 10 the smallest.
    full(100, undefined, '1', '2'),
    full(50, undefined, '1', '2'),
    full(10, undefined, '1', '2'),
    full(9, undefined, '1', undefined),
    lists('ends behind the last page', '2', '2', refusing(403, '1012007'), NO_BINDINGS),
    lists(
      'ends at an empty page behind others, although X has bindings',
      '2',
      '2',
      answer({ totalCount: 100, relationNumList: [] }),
      NO_BINDINGS,
    ),
    // An X holds 5000 pairs at most, hence 500 of the smallest pages.
    full(10, '500', '500', undefined),
    contradicts('a first page that contradicts itself', undefined, '1', {
      totalCount: 3,
      relationNumList: [],
    }),
    contradicts('a later page without a list', '2', '2', { totalCount: 3 }),
  ],
};

import { A, X } from '../../../builders/bind-request.ts';
import { succeeding as answer, refusing, type Scripted } from '../../../fakes/scripted-platform.ts';
import type {
  BindingPlatformExamples,
  Example,
  Outcome,
  Parties,
  Place,
} from '../binding-platform.contract.ts';
import { INCONCLUSIVE, NO_BINDINGS, NOTHING, ok, refused, UNREADABLE } from '../example-makers.ts';
import { BINDING, ENTRY, make, V2 } from './axe-words.ts';

const OF_ANOTHER_A = { ...ENTRY, subscriptionId: 'subscription-b', bindNum: '+8613900000002' };
const ONE_PAGE = ok({ bindings: [BINDING], next: undefined });

const page = (cursor: string) => ({ line: `GET ${V2}?virtualNum=%2B8617000000001&cursor=${cursor}` });
const FIRST = page('0000000000000_0');
const SECOND = page('1772352000000_17');

const lists = (name: string, scripted: Scripted, gives: Outcome, after?: string): Example<Place> => ({
  name,
  given: { x: X, after },
  answers: [scripted],
  sends: [after === undefined ? FIRST : page(after)],
  gives,
});

const doubts = (what: string, scripted: Scripted): Example<Place> => ({
  ...lists(`does not take ${what} for the whole truth`, scripted, UNREADABLE),
  answers: [scripted, scripted, scripted],
  sends: [FIRST, FIRST, FIRST],
});

const finds = (name: string, answers: readonly Scripted[], gives: Outcome): Example<Parties> => ({
  name,
  given: { x: X, a: A, b: undefined },
  answers,
  sends: [FIRST, SECOND].slice(0, answers.length),
  gives,
});

const FIRST_OF_TWO = answer({ list: [OF_ANOTHER_A], nextCusor: '1772352000000_17' });

export const AXE_QUERIES: Pick<BindingPlatformExamples, 'get' | 'find' | 'list'> = {
  get: [
    make.reads('the flat answer of the first version without its life time', answer(ENTRY), BINDING),
    make.reads('code 1016001', refusing(403, '1016001'), undefined),
    make.reads('code 1012007', refusing(403, '1012007'), undefined),
    make.doubts('an answer without an id', answer({ extendNum: '0042' })),
  ],
  find: [
    finds(
      'looks through the pages of X until it has A',
      [FIRST_OF_TWO, answer({ list: [ENTRY], nextCusor: '1772352000000_18' })],
      ok(BINDING),
    ),
    finds(
      'does not find A when the pages end',
      [FIRST_OF_TWO, answer({ list: [{ ...ENTRY, virtualNum: '+8617000000002' }] })],
      NOTHING,
    ),
    finds(
      'does not know when a page fails',
      [FIRST_OF_TWO, refusing(403, '1010010')],
      refused({ class: 'throttled' }),
    ),
    {
      name: 'gives up on a list without an end, and knows nothing then',
      given: { x: X, a: A, b: undefined },
      answers: Array.from({ length: 1000 }, (_, turn) =>
        answer({ list: [OF_ANOTHER_A], nextCusor: `1772352000000_${turn}` }),
      ),
      sends: 1000,
      gives: INCONCLUSIVE,
    },
  ],
  list: [
    lists('reads a list under one name', answer({ extendNumList: [ENTRY] }), ONE_PAGE),
    lists('reads a list under another name', answer({ list: [ENTRY] }), ONE_PAGE),
    lists(
      'reads entries that leave X out',
      answer({ bindings: [{ ...ENTRY, virtualNum: undefined }] }),
      ONE_PAGE,
    ),
    lists('reads a flat answer', answer(ENTRY), ONE_PAGE),
    lists('reads a flat answer with an empty list', answer({ ...ENTRY, list: [] }), ONE_PAGE),
    ...['nextCusor', 'nextCursor'].map((name) =>
      lists(
        `tells that more is there by ${name}`,
        answer({ list: [ENTRY], [name]: '1772352000000_17' }),
        ok({ bindings: [BINDING], next: '1772352000000_17' }),
      ),
    ),
    lists(
      'goes on at a cursor',
      answer({ list: [{ ...ENTRY, subscriptionId: 'subscription-b' }] }),
      ok({ bindings: [{ ...BINDING, subscriptionId: 'subscription-b' }], next: undefined }),
      '1772352000000_17',
    ),
    lists('ends at an empty cursor', answer({ list: [ENTRY], nextCusor: '' }), ONE_PAGE),
    lists(
      'ends at the cursor of the first page',
      answer({ list: [ENTRY], nextCusor: '0000000000000_0' }),
      ONE_PAGE,
    ),
    lists('ends at an unreadable cursor', answer({ list: [ENTRY], nextCusor: 'end' }), ONE_PAGE),
    lists(
      'ends at a cursor behind an empty page',
      answer({ list: [], nextCusor: '1772352000000_17' }),
      NO_BINDINGS,
    ),
    lists('is empty with code 1016001', refusing(403, '1016001'), NO_BINDINGS),
    lists('is empty with an empty list', answer({ list: [] }), NO_BINDINGS),
    lists('is empty with totalCount 0', answer({ totalCount: 0 }), NO_BINDINGS),
    doubts('an answer without anything', answer()),
    doubts('a count without entries', answer({ totalCount: 1, list: [] })),
    doubts('an entry without id', answer({ list: [ENTRY, { ...ENTRY, subscriptionId: null }] })),
    doubts('a list of texts', answer({ list: ['subscription-a'] })),
  ],
};

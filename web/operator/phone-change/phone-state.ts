import { type Signal, signal } from '@preact/signals';
import { plainText } from '../../kit/format/numbers.ts';
import { createWork, type Work } from '../../kit/state/work.ts';
import { askStatus, type Schemas } from '../api.ts';
import { noteDeed } from '../binding/seen-binding.ts';
import { atSignOut } from '../session.ts';

type Report = Schemas['PhoneChangeReport'];
/** The outcome of one binding. */
export type ChangedItem = Report['items'][number];

/** The change of a person's number, from what was typed to its outcome. */
export type PhoneChange = Readonly<{
  typed: Signal<Readonly<{ from: string; to: string; app: string }>>;
  /** The bindings as a dry run or the change has told of them; absent before. */
  items: Signal<readonly ChangedItem[] | undefined>;
  /** How far it came. A change is offered for a whole preview alone; `broken`: a change that stopped before its end. */
  stage: Signal<'in-part' | 'shown' | 'broken' | 'done'>;
  work: Work;
}>;

const NOTHING_TYPED = { from: '', to: '', app: '' };

/** Nothing is typed yet. */
const createPhoneChange = (): PhoneChange => ({
  typed: signal(NOTHING_TYPED),
  items: signal<readonly ChangedItem[] | undefined>(undefined),
  stage: signal<'in-part' | 'shown' | 'broken' | 'done'>('in-part'),
  work: createWork(),
});

/** The one that goes on. It is kept while one of its bindings is looked at. */
export const phoneChange = createPhoneChange();

/** Forgets the preview, or what came of the change; the numbers stay typed. */
export const startAnew = (own: PhoneChange): void => {
  own.items.value = undefined;
  own.stage.value = 'in-part';
  own.work.clear();
};

atSignOut(() => {
  startAnew(phoneChange);
  phoneChange.typed.value = NOTHING_TYPED;
});

/** Asks page by page, and tells of each at once: a person may have many bindings. */
const askAll = async (
  { typed, items }: PhoneChange,
  dryRun: 'true' | 'false',
  before: readonly ChangedItem[] = [],
): Promise<void> => {
  const { from, to, app } = typed.peek();
  const named = { from: plainText(from).trim(), to: plainText(to).trim(), ...(app === '' ? {} : { app }) };
  let cursor: string | null = null;
  let told = before;
  do {
    const body: object = cursor === null ? named : { ...named, cursor };
    const { answer } = await askStatus<Report>('POST', 'parties/change', { body, query: { dryRun } });
    told = [...told, ...answer.items];
    items.value = told;
    cursor = answer.nextCursor;
  } while (cursor !== null);
};

/** Asks which bindings there are, and changes nothing. */
export const showBindings = (own: PhoneChange): void =>
  void own.work.run(async () => {
    own.stage.value = 'in-part';
    await askAll(own, 'true');
    own.stage.value = 'shown';
  });

/** Changes all of them. Once more goes on: what was changed is not found by the former number any more, and stays in the list. */
export const changeBindings = (own: PhoneChange): void =>
  void own.work.run(async () => {
    const hasBegun = own.stage.peek() !== 'shown';
    const changed = (own.items.peek() ?? []).filter(({ result }) => result === 'changed');
    own.stage.value = 'broken';
    try {
      await askAll(own, 'false', hasBegun ? changed : []);
    } finally {
      noteDeed();
    }
    own.stage.value = 'done';
  });

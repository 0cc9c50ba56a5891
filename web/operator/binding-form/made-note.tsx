import { momentText } from '../../kit/format/times.ts';
import { Note } from '../../kit/parts/states.tsx';
import { kitTexts } from '../../kit/parts/texts.ts';
import { language } from '../../kit/state/language.ts';
import { fieldWord } from '../texts/binding-words.ts';
import { type BoundAnswer, lastMade } from './last-made.ts';
import { formTexts } from './texts.ts';

/** The outcome of the bind that led to this binding: made, found, or waiting; and what is other than it was asked for. */
export const MadeNote = ({ bindingId }: Readonly<{ bindingId: string }>) => {
  const t = formTexts.value;
  const made = lastMade.value;
  if (made?.answer.bindingId !== bindingId) return null;
  const { differs = [], warnings = [] } = made.answer;
  const isFine = made.status !== 202 && differs.length === 0 && warnings.length === 0;
  return (
    <Note tone={isFine ? 'good' : 'warn'} title={titleOf(made.status, made.answer)}>
      {differs.length === 0 ? null : <p>{t.differs(differs.map(fieldWord).join(kitTexts.value.comma))}</p>}
      {warnings.length === 0 ? null : <p>{t.warned}</p>}
    </Note>
  );
};

const titleOf = (status: number, { queuedUntil }: BoundAnswer): string => {
  const t = formTexts.value;
  if (status === 201) return t.made.created;
  if (status === 200) return t.made.existing;
  return queuedUntil === undefined ? t.pending : t.waits(momentText(queuedUntil, language.value));
};

import { explain } from '../../../shared/outcomes/advice.ts';
import { Note } from '../../kit/parts/states.tsx';
import { language } from '../../kit/state/language.ts';
import type { Call } from '../api.ts';
import { callTexts } from './texts.ts';

/** Why a call ended as it did, in words, and what can be done about it. Nothing for a normal end. */
export const Why = ({ call: { outcome, answered } }: Readonly<{ call: Call }>) => {
  if (outcome === null || (answered && outcome.class === 'normal')) return null;
  const t = callTexts.value;
  const { text, advice } = explain(outcome, language.value);
  return (
    <Note tone={answered ? 'plain' : 'warn'} title={`${t.why}: ${text}`}>
      <p>
        {t.toDo}: {advice}
      </p>
      <p class="small dim">
        <code>{t.code(outcome.source, outcome.code)}</code>
      </p>
    </Note>
  );
};

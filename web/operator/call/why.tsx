import { explain } from '../../../shared/outcomes/advice.ts';
import { refusalOf } from '../../kit/calls/refusal.ts';
import { refusalTexts } from '../../kit/calls/refusal-texts.ts';
import { Button } from '../../kit/parts/controls.tsx';
import { Note } from '../../kit/parts/states.tsx';
import { kitTexts } from '../../kit/parts/texts.ts';
import { language } from '../../kit/state/language.ts';
import { goTo } from '../../kit/state/route.ts';
import type { Call } from '../api.ts';
import { callTexts } from './texts.ts';

/** Why a call ended as it did, in words, and what can be done about it. Nothing for a normal end. */
export const Why = ({ call, searchFor }: Readonly<{ call: Call; searchFor: (x: string) => void }>) => {
  const { outcome, answered, x } = call;
  const refusal = refusalOf(call);
  if (outcome === null || (outcome.class === 'normal' && refusal === undefined)) return null;
  const t = callTexts.value;
  const known = explain(outcome, language.value);
  const { text, advice } = refusal === undefined ? known : refusalTexts.value[refusal];
  return (
    <Note tone={answered ? 'plain' : 'warn'} title={`${t.why}${kitTexts.value.colon}${text}`}>
      <p>
        {t.toDo}
        {kitTexts.value.colon}
        {advice}
      </p>
      {refusal === undefined || x === null ? null : (
        <p>
          <Button
            small
            onClick={() => {
              searchFor(x);
              goTo('search');
            }}
          >
            {t.allOfX}
          </Button>
        </p>
      )}
      <p class="small dim">
        <code>{t.code(outcome.source, outcome.code)}</code> {refusal === undefined ? null : known.text}
      </p>
    </Note>
  );
};

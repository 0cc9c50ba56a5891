import { lengthText } from '../../kit/format/times.ts';
import { language } from '../../kit/state/language.ts';
import type { Call } from '../api.ts';
import { callSpans } from './call-steps.ts';
import { callTexts } from './texts.ts';

const PARTS = ['setup', 'ringing', 'talk'] as const;

/** How the time of a call was spent, as a bar and in words. */
export const CallBar = ({ call }: Readonly<{ call: Call }>) => {
  const t = callTexts.value;
  const spans = callSpans(call);
  const shown = PARTS.filter((part) => spans[part] > 0);
  if (shown.length === 0) return null;
  return (
    <div class="stack">
      <div class="meter" aria-hidden="true">
        {shown.map((part) => (
          <span key={part} class={`span-${part}`} style={{ flexGrow: spans[part], minWidth: '4px' }} />
        ))}
      </div>
      <ul class="row small">
        {shown.map((part) => (
          <li key={part} class="row">
            <span class={`dot span-${part}`} aria-hidden="true" />
            {t.spans[part]} {lengthText(spans[part], language.value)}
          </li>
        ))}
      </ul>
    </div>
  );
};

import { explain } from '../../../shared/outcomes/advice.ts';
import { numberText } from '../../kit/format/numbers.ts';
import { clockText, lengthText } from '../../kit/format/times.ts';
import { kitTexts } from '../../kit/parts/texts.ts';
import { language } from '../../kit/state/language.ts';
import type { Call } from '../api.ts';
import { type CallStep, callSteps } from './call-steps.ts';
import { callTexts } from './texts.ts';

const read = (number: string | null): string => (number === null ? '?' : numberText(number));

const textOf = ({ kind, event = '' }: CallStep, call: Call): string => {
  const t = callTexts.value;
  switch (kind) {
    case 'called':
      return t.called(read(call.caller), read(call.x));
    case 'extension':
      return t.extension;
    case 'put-through':
      return t.putThrough(read(call.callee));
    case 'rang':
      return t.rang;
    case 'answered':
      return t.answeredStep;
    case 'ended':
      return endText(call);
    case 'record':
      return t.record;
    case 'archived':
      return t.archived;
    case 'lost':
      return t.lost;
    case 'other':
      return t.other(event);
  }
};

/** After a talk the side that hung up says it all; before one, the outcome does. */
const endText = ({ hungUpBy, answered, outcome }: Call): string => {
  const t = callTexts.value;
  if (answered && hungUpBy !== null) return t.endedBy[hungUpBy];
  return outcome === null
    ? t.ended
    : `${t.ended}${kitTexts.value.colon}${explain(outcome, language.value).text}`;
};

const timeOf = ({ kind, at }: CallStep): string | undefined => {
  if (at !== null) return clockText(at, language.value);
  return kind === 'record' || kind === 'lost' ? undefined : callTexts.value.notKnown;
};

const waitOf = ({ secondsAfter }: CallStep): string | undefined =>
  secondsAfter === null || secondsAfter <= 0
    ? undefined
    : callTexts.value.after(lengthText(secondsAfter, language.value));

/** The course of a call, one step below the other. */
export const StepList = ({ call }: Readonly<{ call: Call }>) => (
  <ol class="steps">
    {callSteps(call).map((step) => (
      <li key={`${step.kind} ${step.at} ${step.event}`} class={step.tone}>
        {textOf(step, call)}
        <div class="small dim">{[timeOf(step), waitOf(step)].filter(Boolean).join(' · ')}</div>
      </li>
    ))}
  </ol>
);

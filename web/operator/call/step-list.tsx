import { language } from '../../kit/state/language.ts';
import { clockText, lengthText } from '../../kit/state/times.ts';
import type { Call } from '../api.ts';
import { type CallStep, callSteps } from './call-steps.ts';
import { callTexts } from './texts.ts';

const textOf = ({ kind, event = '' }: CallStep, call: Call): string => {
  const t = callTexts.value;
  switch (kind) {
    case 'called':
      return t.called(call.caller ?? '?', call.x ?? '?');
    case 'extension':
      return t.extension;
    case 'put-through':
      return t.putThrough(call.callee ?? '?');
    case 'rang':
      return t.rang;
    case 'answered':
      return t.answeredStep;
    case 'ended':
      return call.hungUpBy === null ? t.ended : t.endedBy[call.hungUpBy];
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
        <div class="small dim">
          {[step.at === null ? callTexts.value.notKnown : clockText(step.at, language.value), waitOf(step)]
            .filter(Boolean)
            .join(' · ')}
        </div>
      </li>
    ))}
  </ol>
);

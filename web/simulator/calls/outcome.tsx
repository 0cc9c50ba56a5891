import { explain } from '../../../shared/outcomes/advice.ts';
import { lengthText } from '../../kit/format/times.ts';
import { Badge } from '../../kit/parts/states.tsx';
import { language } from '../../kit/state/language.ts';
import type { OurCall } from '../api/our-shapes.ts';
import type { CallRecord } from '../api/types.ts';
import { live } from '../state/live.ts';
import { givenCode } from './given-code.ts';
import { callTexts } from './texts.ts';

/** Whether a call has ended by the platform's clock. */
export const isOver = ({ times }: CallRecord): boolean => times.end <= (live.value?.now ?? '');

/** Whole seconds that the two have talked, of a call that has ended. */
export const talkSeconds = ({ times: { answer, end } }: CallRecord): number =>
  answer === undefined ? 0 : Math.round((Date.parse(end) - Date.parse(answer)) / 1000);

/** The meaning of how the platform ended a call, in words. `source`: the place of the code that they are of. */
export const endingText = (
  call: CallRecord,
  source: NonNullable<OurCall['outcome']>['source'] = 'state-code',
): string => explain({ source, code: givenCode(call, source), class: '' }, language.value).text;

/** How a call ended, in a word. */
export const CallBadge = ({ call }: Readonly<{ call: CallRecord }>) => {
  const t = callTexts.value;
  if (!isOver(call)) return <Badge>{t.running}</Badge>;
  return call.times.answer === undefined ? (
    <Badge tone="warn">{endingText(call)}</Badge>
  ) : (
    <Badge tone="good">{lengthText(talkSeconds(call), language.value)}</Badge>
  );
};

import { explain } from '../../../shared/outcomes/advice.ts';
import { numberText } from '../../kit/format/numbers.ts';
import { clockText, lengthText } from '../../kit/format/times.ts';
import { ListLink } from '../../kit/parts/list-link.tsx';
import { Badge, type Tone } from '../../kit/parts/states.tsx';
import { language } from '../../kit/state/language.ts';
import { hrefOf } from '../../kit/state/route.ts';
import type { Call } from '../api.ts';
import { isOver, isUnreadable } from '../call/call-state.ts';
import { StatusBadge } from '../lists/status-badge.tsx';
import { timelineTexts } from './texts.ts';
import type { Happening } from './timeline.ts';

const outcomeTone = (call: Call): Tone => {
  const { answered, outcome } = call;
  if (!isOver(call)) return 'plain';
  if (isUnreadable(call)) return 'warn';
  if (answered) return 'good';
  return outcome?.class === 'caller' || outcome?.class === 'callee' ? 'warn' : 'bad';
};

/** How a call ended, in a word. */
export const CallBadge = ({ call }: Readonly<{ call: Call }>) => {
  return <Badge tone={outcomeTone(call)}>{outcomeWord(call)}</Badge>;
};

const outcomeWord = (call: Call): string => {
  const { talkSeconds, outcome } = call;
  const t = timelineTexts.value;
  if (call.answered && talkSeconds !== null) return lengthText(talkSeconds, language.value);
  if (outcome !== null) return explain(outcome, language.value).text;
  if (!isOver(call)) return t.ongoing;
  return isUnreadable(call) ? t.timesUnread : t.classes.unknown;
};

const read = (number: string | null | undefined): string =>
  number ? numberText(number) : timelineTexts.value.somebody;

const titleOf = (happening: Happening): string => {
  const t = timelineTexts.value;
  switch (happening.kind) {
    case 'bound': {
      const { a, b, x } = happening.binding;
      return b === undefined ? t.boundOne(read(a), read(x)) : t.bound(read(a), read(b), read(x));
    }
    case 'ended':
      return t.bindingEnded(read(happening.binding.x));
    case 'call':
      return t.called(read(happening.call.caller), read(happening.call.x));
    case 'message':
      return t.texted(read(happening.message.sender), read(happening.message.receiver));
  }
};

const badgeOf = (happening: Happening) => {
  switch (happening.kind) {
    case 'call':
      return <CallBadge call={happening.call} />;
    case 'message':
      return happening.message.result === null ? null : (
        <Badge tone={happening.message.result.class === 'normal' ? 'good' : 'bad'}>
          {happening.message.result.text}
        </Badge>
      );
    default:
      return <StatusBadge status={happening.binding.status} />;
  }
};

const appOf = (happening: Happening): string => {
  if (happening.kind === 'call') return `${happening.call.app} · ${happening.call.mode}`;
  const { app, mode } = happening.kind === 'message' ? happening.message : happening.binding;
  return `${app} · ${mode}`;
};

const placeOf = (happening: Happening): readonly [string, string] => {
  if (happening.kind === 'call' || happening.kind === 'message') return [happening.kind, happening.id];
  return ['binding', happening.id];
};

/** One line of a timeline, a link that opens it. */
export const HappeningLine = ({ happening, chosen }: Readonly<{ happening: Happening; chosen: boolean }>) => (
  <li>
    <ListLink
      href={hrefOf('search', ...placeOf(happening))}
      chosen={chosen}
      lines={[
        [titleOf(happening), happening.at === '' ? '' : clockText(happening.at, language.value)],
        [appOf(happening), badgeOf(happening)],
      ]}
    />
  </li>
);

import { ListLink } from '../../kit/parts/list-link.tsx';
import { Badge, type Tone } from '../../kit/parts/states.tsx';
import { hrefOf } from '../../kit/state/route.ts';
import type { PushEntry } from '../api/types.ts';
import { Moment } from '../parts/moment.tsx';
import { texts } from '../texts/texts.ts';
import { pushName } from './push-name.ts';
import { pushTexts } from './texts.ts';

const TONES: Readonly<Record<PushEntry['state'], Tone>> = {
  delivered: 'good',
  pending: 'warn',
  'given-up': 'bad',
};

/** The fate of a push, in a word. */
export const PushBadge = ({ push: { state } }: Readonly<{ push: PushEntry }>) => (
  <Badge tone={TONES[state]}>{texts.value.pushStates[state]}</Badge>
);

/** The last answer to a push: its status, or why there is none. */
export const lastAnswer = ({ attempts }: PushEntry): string => {
  const last = attempts.at(-1);
  if (last === undefined) return '…';
  const { answered, noAnswer } = pushTexts.value;
  return last.status === null ? noAnswer(last.error ?? '?') : answered(last.status);
};

/** The numbers that a push is about, as far as its body names them where all pushes do. */
const partiesOf = ({ body }: PushEntry): string => {
  const numberOf = (...names: readonly string[]): string | undefined =>
    names.map((name) => new RegExp(`"${name}":"([^"]+)"`).exec(body)?.[1]).find(Boolean);
  const from = numberOf('caller', 'callerNum', 'calling');
  const to = numberOf('bindNum', 'virtualNumber', 'called', 'calleeNum');
  return from === undefined || to === undefined ? '' : `${from} → ${to}`;
};

type PushLinesProps = Readonly<{ pushes: readonly PushEntry[]; none: string; chosen?: string | undefined }>;

/** Pushes, a line each, which opens it. */
export const PushLines = ({ pushes, none, chosen }: PushLinesProps) =>
  pushes.length === 0 ? (
    <p>{none}</p>
  ) : (
    <ul class="list">
      {pushes.map((push) => (
        <li key={push.id}>
          <ListLink
            href={hrefOf('pushes', String(push.id))}
            chosen={String(push.id) === chosen}
            lines={[
              [pushName(push), <Moment key="at" at={push.at} short />],
              [
                [partiesOf(push), lastAnswer(push)].filter(Boolean).join(' · '),
                <PushBadge key="state" push={push} />,
              ],
            ]}
          />
        </li>
      ))}
    </ul>
  );

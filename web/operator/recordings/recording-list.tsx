import { lengthText, momentText } from '../../kit/format/times.ts';
import { Copy } from '../../kit/parts/controls.tsx';
import { Badge } from '../../kit/parts/states.tsx';
import { language } from '../../kit/state/language.ts';
import { hrefOf } from '../../kit/state/route.ts';
import { may } from '../session.ts';
import { texts } from '../texts/texts.ts';
import { type RecordingLine, secondsLeft, urgencyOf } from './backlog.ts';
import { faultText } from './fault-text.ts';
import { Retry } from './retry.tsx';
import { recordingsTexts } from './texts.ts';

type ListProps = Readonly<{ recordings: readonly RecordingLine[]; at: string }>;

/** The same when others have left the list: a call may have several recordings. */
const keyOf = (recordings: readonly RecordingLine[], index: number): string => {
  const callId = recordings[index]?.callId;
  return `${callId} ${recordings.slice(0, index).filter((each) => each.callId === callId).length}`;
};

/** Recordings, each with its call, its deadline, why it is not here, and the way to try again. */
export const RecordingList = ({ recordings, at }: ListProps) => (
  <ul class="list">
    {recordings.map((recording, index) => (
      <li key={keyOf(recordings, index)} class="entry">
        <div class="entry-text">
          <CallName callId={recording.callId} />
          <Deadline recording={recording} at={at} />
          {recording.reason === undefined ? null : <p>{faultText(recording.reason)}</p>}
          <p class="small dim">
            {recording.app} · {recordingsTexts.value.attempts(recording.attempts)}
          </p>
        </div>
        <Retry callId={recording.callId} />
      </li>
    ))}
  </ul>
);

const CallName = ({ callId }: Readonly<{ callId: string }>) =>
  may('read', 'read:masked') ? (
    <a class="id" href={hrefOf('search', 'call', callId)}>
      {callId}
    </a>
  ) : (
    <Copy id value={callId} what={texts.value.ids.call} />
  );

const Deadline = ({ recording, at }: Readonly<{ recording: RecordingLine; at: string }>) => {
  const t = recordingsTexts.value;
  const left = secondsLeft(recording, at);
  if (left === undefined || recording.deadlineAt === undefined) return <p class="dim">{t.noDeadline}</p>;
  const length = lengthText(Math.abs(left), language.value);
  return (
    <p class="row">
      <Badge tone={recording.status === 'lost' ? 'plain' : urgencyOf(left)}>
        {left >= 0 ? t.left(length) : t.over(length)}
      </Badge>
      <span class="small dim">{momentText(recording.deadlineAt, language.value)}</span>
    </p>
  );
};

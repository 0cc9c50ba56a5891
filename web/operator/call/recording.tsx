import { momentText } from '../../kit/format/times.ts';
import { Card, Facts } from '../../kit/parts/data.tsx';
import { language } from '../../kit/state/language.ts';
import type { Call } from '../api.ts';
import { may } from '../session.ts';
import { Player } from './player.tsx';
import { callTexts } from './texts.ts';

/** The state of a call's recording and, once it is archived, a player for each leg that has one. */
export const CallRecording = ({ call }: Readonly<{ call: Call }>) => {
  const t = callTexts.value;
  const { recording } = call;
  const archived = call.legs.flatMap((leg, index) =>
    leg.recording.status === 'archived' ? [index + 1] : [],
  );
  return (
    <Card title={t.recording}>
      {recording.status === 'archived' && may('recordings') ? (
        <>
          {archived.map((leg) => (
            <Player key={leg} callId={call.callId} leg={leg} isOnly={archived.length === 1} />
          ))}
          <p class="small dim">{t.noted}</p>
        </>
      ) : (
        <p>
          {t.recordings[recording.status]}
          {recording.status === 'archived' ? ` · ${t.noScope}` : ''}
        </p>
      )}
      {recording.status === 'pending' ? (
        <p class="small dim">
          {t.attempts(recording.attempts)}
          {recording.deadlineAt === null
            ? ''
            : ` · ${t.deadline(momentText(recording.deadlineAt, language.value))}`}
        </p>
      ) : null}
      {recording.sha256 === null ? null : (
        <Facts facts={[['SHA-256', <code key="sum">{recording.sha256}</code>]]} />
      )}
    </Card>
  );
};

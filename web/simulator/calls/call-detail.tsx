import { Copy } from '../../kit/parts/controls.tsx';
import { Card, Facts } from '../../kit/parts/data.tsx';
import { hrefOf } from '../../kit/state/route.ts';
import type { CallRecord, CallTimes } from '../api/types.ts';
import { Moment } from '../parts/moment.tsx';
import { PushLines } from '../pushes/push-lines.tsx';
import { nameOfApp } from '../state/chosen-app.ts';
import { live, pushes } from '../state/live.ts';
import { texts } from '../texts/texts.ts';
import { BothSides } from './both-sides.tsx';
import { CdrFields } from './cdr-fields.tsx';
import { CallBadge, endingText, isOver } from './outcome.tsx';
import { Player } from './player.tsx';
import { callTexts } from './texts.ts';

/** A call that was opened: both sides of it, its course, its pushes, its recording and its record. */
export const CallDetail = ({ call }: Readonly<{ call: CallRecord }>) => {
  const t = callTexts.value;
  const ofCall = pushes.value.filter(({ body }) => body.includes(call.sessionId)).reverse();
  return (
    <>
      <div class="row">
        <CallBadge call={call} />
        <span class="dim">{t.called(call.caller, call.dialled)}</span>
      </div>
      <BothSides call={call} />
      <Card title={t.steps}>
        <Steps call={call} />
      </Card>
      <Card title={t.recording}>
        {call.recorded === null ? (
          <p class="dim">{t.noRecording}</p>
        ) : (
          <Player objectName={call.recorded.objectName} />
        )}
      </Card>
      <Card title={t.pushes}>
        <PushLines pushes={ofCall} none={t.nothingPushed} />
      </Card>
      <CdrFields pushes={ofCall} sessionId={call.sessionId} />
      <CallFacts call={call} />
    </>
  );
};

const STEPS = ['callIn', 'collected', 'callOut', 'alerting', 'answer', 'end'] as const;

const toneOf = (step: keyof CallTimes, { times }: CallRecord): string | undefined => {
  if (step === 'answer') return 'good';
  return step === 'end' && times.answer === undefined ? 'bad' : undefined;
};

const Steps = ({ call }: Readonly<{ call: CallRecord }>) => {
  const t = callTexts.value;
  const now = live.value?.now ?? '';
  return (
    <ol class="steps">
      {STEPS.map((step) => {
        const at = call.times[step];
        return at === undefined || at > now ? null : (
          <li key={step} class={toneOf(step, call)}>
            {step === 'end' ? texts.value.of(t.stepsOf.end) + endingText(call) : t.stepsOf[step]}
            <div class="small dim">
              <Moment at={at} short />
            </div>
          </li>
        );
      })}
      {isOver(call) ? null : <li>{t.running}</li>}
    </ol>
  );
};

const CallFacts = ({ call }: Readonly<{ call: CallRecord }>) => {
  const t = callTexts.value;
  const { number, id, app } = texts.value;
  return (
    <Card title={t.facts}>
      <Facts
        facts={[
          [t.rows.caller, <Copy key="caller" value={call.caller} what={number} />],
          [t.rows.x, <Copy key="x" value={call.x} what={number} />],
          [
            t.rows.callee,
            call.callee === null ? undefined : <Copy key="b" value={call.callee} what={number} />,
          ],
          [
            app,
            <a
              key="app"
              href={hrefOf('numbers', call.appKey)}
            >{`${nameOfApp(call.appKey)} · ${call.mode}`}</a>,
          ],
          [t.rows.outcome, isOver(call) ? t.code(call.ending.stateCode) : undefined],
          [t.sessionId, <Copy key="session" id value={call.sessionId} what={id} />],
          [
            t.subscriptionId,
            call.subscriptionId === null ? (
              t.noBinding
            ) : (
              <Copy key="binding" id value={call.subscriptionId} what={id} />
            ),
          ],
        ]}
      />
    </Card>
  );
};

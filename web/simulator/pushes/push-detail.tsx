import { Button, Copy } from '../../kit/parts/controls.tsx';
import { Card, Facts } from '../../kit/parts/data.tsx';
import { Note } from '../../kit/parts/states.tsx';
import { control } from '../api/server.ts';
import type { PushAttempt, PushEntry } from '../api/types.ts';
import { FaultNote } from '../parts/fault-note.tsx';
import { JsonView } from '../parts/json-view.tsx';
import { Moment } from '../parts/moment.tsx';
import { Signature } from '../parts/signature.tsx';
import { nameOfApp } from '../state/chosen-app.ts';
import { useDoing } from '../state/doing.ts';
import { live } from '../state/live.ts';
import { texts } from '../texts/texts.ts';
import { PushBadge } from './push-lines.tsx';
import { pushName } from './push-name.ts';
import { takeOver } from './raw-form.ts';
import { pushTexts } from './texts.ts';

/** A push that was opened: its attempts with our answers, when it is tried again, its signature and its body. */
export const PushDetail = ({ push }: Readonly<{ push: PushEntry }>) => {
  const t = pushTexts.value;
  const last = push.attempts.at(-1);
  return (
    <>
      <h2>{pushName(push)}</h2>
      <Card title={t.attempts} tools={<PushBadge push={push} />}>
        <Attempts push={push} />
        <Ladder push={push} />
        <Again push={push} />
      </Card>
      <Card>
        <Facts
          facts={[
            [texts.value.kind, texts.value.kinds[push.operation]],
            [texts.value.app, nameOfApp(push.appKey)],
            [t.to, <Copy key="to" id value={push.url} what={texts.value.command} />],
            [texts.value.id, push.id],
          ]}
        />
      </Card>
      <Card title={t.body}>
        <JsonView text={push.body} label={t.body} />
      </Card>
      {last === undefined ? null : (
        <Card title={t.signature}>
          <Signature headers={last.headers} />
        </Card>
      )}
    </>
  );
};

const answerOf = ({ status, error }: PushAttempt): string => {
  const t = pushTexts.value;
  return status === null ? t.noAnswer(error ?? '?') : t.answered(status);
};

const Attempts = ({ push }: Readonly<{ push: PushEntry }>) => {
  const t = pushTexts.value;
  return (
    <ol class="steps">
      {push.attempts.map((attempt, index) => (
        <li key={attempt.at + String(index)} class={attempt.status === 200 ? 'good' : 'bad'}>
          {texts.value.of(t.attempt(index + 1)) + answerOf(attempt)}
          {attempt.status === 200 && push.state !== 'delivered' ? ` · ${t.notCounted}` : ''}
          <div class="small dim">
            <Moment at={attempt.at} />
          </div>
          <JsonView text={attempt.answerBody} label={t.answerBody} />
        </li>
      ))}
      {push.nextAttemptAt === null ? null : (
        <li class="warn">
          {t.next}
          <div class="small dim">
            <Moment at={push.nextAttemptAt} />
          </div>
        </li>
      )}
    </ol>
  );
};

const TRIED_ONCE: readonly string[] = ['smsControl', 'numberStatus'];

const Ladder = ({ push: { operation, state } }: Readonly<{ push: PushEntry }>) => {
  const t = pushTexts.value;
  if (TRIED_ONCE.includes(operation)) return <p class="small dim">{t.once}</p>;
  if (state === 'given-up') return <p class="small dim">{t.over}</p>;
  if (state === 'delivered') return null;
  return (
    <p class="small dim">
      {t.ladder} {t.ladderFrom[live.value?.about.settings.ladder ?? 'absolute']}
    </p>
  );
};

/** Opens the form above with this push in it. */
const changeByHand = (push: PushEntry): void => {
  takeOver(push);
  // After the form has been unfolded.
  requestAnimationFrame(() => document.querySelector<HTMLElement>('.by-hand textarea')?.focus());
};

const Again = ({ push }: Readonly<{ push: PushEntry }>) => {
  const { id, nextAttemptAt } = push;
  const t = pushTexts.value;
  const doing = useDoing<unknown>();
  const secondsToNext =
    nextAttemptAt === null ? 0 : (Date.parse(nextAttemptAt) - Date.parse(live.value?.now ?? '')) / 1000;
  return (
    <>
      <div class="row">
        <Button
          small
          disabled={doing.busy}
          onClick={() => doing.run(() => control('POST', `pushes/${id}/repeat`, {}))}
        >
          {t.repeat}
        </Button>
        <Button small onClick={() => changeByHand(push)}>
          {t.changeByHand}
        </Button>
        {secondsToNext > 0 ? (
          <Button
            small
            disabled={doing.busy}
            onClick={() => doing.run(() => control('POST', 'advance', { seconds: secondsToNext }))}
          >
            {t.goToNext}
          </Button>
        ) : null}
      </div>
      <FaultNote error={doing.error} />
      {doing.result === undefined ? null : <Note tone="good">{t.done}</Note>}
    </>
  );
};

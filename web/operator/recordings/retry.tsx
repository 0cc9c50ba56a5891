import { useSignal } from '@preact/signals';
import { useMemo, useRef } from 'preact/hooks';
import { Button } from '../../kit/parts/controls.tsx';
import { Dialog } from '../../kit/parts/dialog.tsx';
import { CheckField } from '../../kit/parts/fields.tsx';
import { Note } from '../../kit/parts/states.tsx';
import { kitTexts } from '../../kit/parts/texts.ts';
import { noteFocusIfLost } from '../../kit/state/focus-back.ts';
import { createWork } from '../../kit/state/work.ts';
import { ProblemNote } from '../problem-note.tsx';
import type { RetryOutcome } from './backlog.ts';
import { loadBacklog, retryRecordings } from './recordings-state.ts';
import { recordingsTexts } from './texts.ts';

/** Has the recordings of a call fetched again, after a second question; what came of it stays to be read. */
export const Retry = ({ callId }: Readonly<{ callId: string }>) => {
  const t = recordingsTexts.value;
  const isOpen = useSignal(false);
  const focusAgain = useRef<() => void>(undefined);
  const open = () => {
    focusAgain.current = noteFocusIfLost();
    isOpen.value = true;
  };
  // Not before: the list would take the dialog away with the line that it belongs to.
  const close = async (hasRetried: boolean) => {
    isOpen.value = false;
    if (!hasRetried) return;
    await loadBacklog();
    focusAgain.current?.();
  };
  return (
    <>
      <Button small label={t.retryOf(callId)} onClick={open}>
        {t.retry}
      </Button>
      {isOpen.value ? <RetryDialog callId={callId} close={(hasRetried) => void close(hasRetried)} /> : null}
    </>
  );
};

type DialogProps = Readonly<{ callId: string; close: (hasRetried: boolean) => void }>;

const RetryDialog = ({ callId, close }: DialogProps) => {
  const t = recordingsTexts.value;
  const rearchive = useSignal(false);
  const outcomes = useSignal<readonly RetryOutcome[] | undefined>(undefined);
  const work = useMemo(createWork, []);
  const run = () =>
    work.run(async () => {
      outcomes.value = undefined;
      outcomes.value = await retryRecordings(callId, rearchive.value);
    });
  const end = () => close(outcomes.peek() !== undefined);
  return (
    <Dialog title={t.retryTitle} close={end} busy={work.isRunning.value}>
      <p>
        <code class="id">{callId}</code>
      </p>
      <p>{t.retryAbout}</p>
      <div>
        <CheckField
          name="rearchive"
          checked={rearchive.value}
          onChange={(checked) => {
            rearchive.value = checked;
          }}
        >
          {t.rearchive}
        </CheckField>
        <p class="small dim">{t.rearchiveAbout}</p>
      </div>
      {work.error.value === undefined ? null : <ProblemNote error={work.error.value} />}
      {outcomes.value === undefined ? null : <Outcomes outcomes={outcomes.value} />}
      <div class="row">
        <Button kind="main" disabled={work.isRunning.value} onClick={() => void run()}>
          {work.isRunning.value ? kitTexts.value.working : t.retry}
        </Button>
        <Button disabled={work.isRunning.value} onClick={end}>
          {kitTexts.value.close}
        </Button>
      </div>
    </Dialog>
  );
};

const WENT_ON: readonly RetryOutcome[] = ['due-now', 'in-hand'];

const Outcomes = ({ outcomes }: Readonly<{ outcomes: readonly RetryOutcome[] }>) => {
  const t = recordingsTexts.value;
  return (
    <Note tone={outcomes.every((outcome) => WENT_ON.includes(outcome)) ? 'good' : 'warn'}>
      {outcomes.map((outcome, index) => (
        <p key={index}>{t.outcomes[outcome]}</p>
      ))}
    </Note>
  );
};

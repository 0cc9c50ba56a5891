import { useSignal } from '@preact/signals';
import { momentText } from '../../kit/format/times.ts';
import { ConfirmButton } from '../../kit/parts/confirm.tsx';
import { Button, ChoiceField, TextField } from '../../kit/parts/controls.tsx';
import { serviceTime } from '../../kit/state/clock.ts';
import { language } from '../../kit/state/language.ts';
import { AppChoice } from '../app-choice.tsx';
import { replayTexts } from '../journal/replay-texts.ts';
import type { ReplayOrder } from '../journal/run-replay.ts';
import { showProblem } from '../problem-note.tsx';
import { replaying, startReplay } from './replay-state.ts';
import { localText, readLocal } from './window.ts';

const KINDS = ['pushes', 'items'] as const;
const HOUR_MS = 3_600_000;

/** The time that is fed again; at first the last hour. */
export const ReplayForm = () => {
  const t = replayTexts.value;
  const kind = useSignal<ReplayOrder['kind']>('pushes');
  const app = useSignal('');
  const from = useSignal(localText(new Date(serviceTime() - HOUR_MS)));
  const to = useSignal(localText(new Date(serviceTime() + HOUR_MS / 60)));
  const span = readLocal(from.value, to.value);
  const order = (dryRun: boolean) => {
    if (span !== undefined) startReplay({ kind: kind.value, app: app.value, ...span, dryRun });
  };
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        order(true);
      }}
    >
      <div class="form">
        <ChoiceField
          label={t.kind}
          name="kind"
          value={kind.value}
          choices={KINDS.map((value) => ({ value, text: t.kinds[value] }))}
          onChange={(value) => {
            kind.value = value === 'items' ? 'items' : 'pushes';
          }}
        />
        <AppChoice
          value={app.value}
          onChange={(value) => {
            app.value = value;
          }}
        />
        <TextField
          label={t.from}
          name="from"
          type="datetime-local"
          value={from.value}
          onInput={(value) => {
            from.value = value;
          }}
        />
        <TextField
          label={t.to}
          name="to"
          type="datetime-local"
          hint={t.zone}
          fault={span === undefined ? t.wrongTime : undefined}
          value={to.value}
          onInput={(value) => {
            to.value = value;
          }}
        />
      </div>
      <div class="row">
        <Button type="submit" small disabled={span === undefined || replaying.isRunning.value}>
          {t.look}
        </Button>
        {span === undefined || replaying.isRunning.value ? null : (
          <ConfirmButton label={t.run} kind="main" failed={showProblem} run={async () => order(false)}>
            <p>{t.sure}</p>
            <p class="number">
              {momentText(span.from, language.value)} – {momentText(span.to, language.value)}
            </p>
          </ConfirmButton>
        )}
      </div>
    </form>
  );
};

import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { ConfirmButton } from '../../kit/parts/confirm.tsx';
import { Button } from '../../kit/parts/controls.tsx';
import { Card } from '../../kit/parts/data.tsx';
import { kitTexts } from '../../kit/parts/texts.ts';
import { noteFocusIfLost } from '../../kit/state/focus-back.ts';
import { createWork } from '../../kit/state/work.ts';
import { ask } from '../api.ts';
import { quarantineTexts } from '../journal/quarantine-texts.ts';
import { ReportWords } from '../journal/report-words.tsx';
import type { ReplayReport } from '../journal/run-replay.ts';
import { ProblemNote, showProblem } from '../problem-note.tsx';

type DeedsProps = Readonly<{
  itemId: string;
  hasLeft: boolean;
  /** It is not in quarantine any more. */
  left: () => void;
}>;

/** The deeds that an item of the quarantine allows. The report of the last one stays when the item has left. */
export const ItemDeeds = ({ itemId, hasLeft, left }: DeedsProps) => {
  const t = quarantineTexts.value;
  return (
    <Card title={t.deeds}>
      <ReplayItem itemId={itemId} hasLeft={hasLeft} left={left} />
      {hasLeft ? null : <Discard itemId={itemId} left={left} />}
    </Card>
  );
};

const Discard = ({ itemId, left }: Omit<DeedsProps, 'hasLeft'>) => {
  const t = quarantineTexts.value;
  return (
    <div class="row">
      <ConfirmButton
        label={t.discard}
        failed={showProblem}
        run={async () => {
          await ask('POST', 'operations/quarantine/discard', { body: { itemId } });
          left();
        }}
      >
        <p>{t.discardSure}</p>
      </ConfirmButton>
      <span class="small dim">{t.discardAbout}</span>
    </div>
  );
};

type Told = Readonly<{ isDry: boolean; report: ReplayReport }>;

const ReplayItem = ({ itemId, hasLeft, left }: DeedsProps) => {
  const t = quarantineTexts.value;
  const told = useSignal<Told | undefined>(undefined);
  const work = useMemo(createWork, []);
  const run = async (dryRun: boolean) => {
    const focusAgain = noteFocusIfLost();
    await work.run(() => replay(dryRun));
    focusAgain();
  };
  const replay = async (dryRun: boolean) => {
    const body = { itemId, dryRun };
    const report = await ask<ReplayReport>('POST', 'operations/quarantine/replay', { body });
    told.value = { isDry: dryRun, report };
    if (report.broughtIn > 0) left();
  };
  return (
    <>
      {hasLeft ? null : (
        <div class="row">
          <Button small disabled={work.isRunning.value} onClick={() => void run(true)}>
            {work.isRunning.value ? kitTexts.value.working : t.look}
          </Button>
          {told.value?.isDry === true ? (
            <Button small kind="main" disabled={work.isRunning.value} onClick={() => void run(false)}>
              {t.replay}
            </Button>
          ) : null}
          <span class="small dim">{t.replayAbout}</span>
        </div>
      )}
      {work.error.value === undefined ? null : <ProblemNote error={work.error.value} />}
      {told.value === undefined ? null : (
        <ReportWords
          title={told.value.isDry ? t.looked : t.replayed}
          kind="items"
          isDry={told.value.isDry}
          report={told.value.report}
        />
      )}
    </>
  );
};

import { useEffect, useRef } from 'preact/hooks';
import { countText } from '../../kit/format/times.ts';
import { Button } from '../../kit/parts/controls.tsx';
import { Card } from '../../kit/parts/data.tsx';
import { language } from '../../kit/state/language.ts';
import { quarantineTexts } from '../journal/quarantine-texts.ts';
import { replayTexts } from '../journal/replay-texts.ts';
import { ReportWords } from '../journal/report-words.tsx';
import { ProblemNote } from '../problem-note.tsx';
import { ReplayForm } from './replay-form.tsx';
import { isToStop, type Run, replaying, run, startReplay, stopReplay } from './replay-state.ts';

/** Feeds a time to the stores again: first counted, then done, page after page. */
export const ReplayPage = ({ back }: Readonly<{ back: string }>) => {
  const t = replayTexts.value;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div class="stack">
      <p>
        <a href={back}>← {quarantineTexts.value.back}</a>
      </p>
      <h1 ref={heading} tabIndex={-1} class="opened">
        {t.title}
      </h1>
      <p class="dim">{t.about}</p>
      <Card>
        <ReplayForm />
        {replaying.error.value === undefined ? null : <ProblemNote error={replaying.error.value} />}
        {run.value === undefined ? null : <RunShown run={run.value} />}
      </Card>
    </div>
  );
};

const RunShown = ({ run: { order, progress } }: Readonly<{ run: Run }>) => {
  const t = replayTexts.value;
  if (replaying.isRunning.value) return <Working progress={progress} />;
  if (progress === undefined) return null;
  const isOver = progress.report.next === null;
  return (
    <ReportWords
      title={order.dryRun ? t.looked : t.ended}
      kind={order.kind}
      isDry={order.dryRun}
      report={progress.report}
    >
      {isOver ? null : (
        <div class="row">
          <strong>{t.stopped}</strong>
          <Button small onClick={() => startReplay(order, progress)}>
            {t.onward}
          </Button>
        </div>
      )}
    </ReportWords>
  );
};

const Working = ({ progress }: Readonly<{ progress: Run['progress'] }>) => {
  const t = replayTexts.value;
  const count = (figure: number) => countText(figure, language.value);
  return (
    <div class="state" role="status">
      <div class="bar-of-work" />
      <span>{t.working(count(progress?.report.replayed ?? 0), count((progress?.pages ?? 0) + 1))}</span>
      <Button small disabled={isToStop()} onClick={stopReplay}>
        {t.stop}
      </Button>
    </div>
  );
};

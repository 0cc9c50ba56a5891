import { useSignal, useSignalEffect } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { ConfirmButton } from '../../kit/parts/confirm.tsx';
import { Button } from '../../kit/parts/controls.tsx';
import { OpenedHeading } from '../../kit/parts/opened-heading.tsx';
import { Note, Show } from '../../kit/parts/states.tsx';
import { useEvery } from '../../kit/state/repeat.ts';
import { useLoader } from '../../kit/state/use-loader.ts';
import { ask, type Binding } from '../api.ts';
import { ChangeBinding } from '../binding-form/change-binding.tsx';
import { fieldsToChange } from '../binding-form/form-fields.ts';
import { lastMade } from '../binding-form/last-made.ts';
import { MadeNote } from '../binding-form/made-note.tsx';
import { formTexts } from '../binding-form/texts.ts';
import { StatusBadge } from '../lists/status-badge.tsx';
import { Opened } from '../opened.tsx';
import { pathOf } from '../paths.ts';
import { showProblem } from '../problem-note.tsx';
import { may } from '../session.ts';
import { BindingCourse } from './binding-course.tsx';
import { BindingNumbers, BindingTerms } from './binding-facts.tsx';
import { BindingRecords } from './binding-records.tsx';
import { LifeLeft } from './life-left.tsx';
import { noteDeed, seenBinding } from './seen-binding.ts';
import { TemporaryCallee } from './temporary-callee.tsx';
import { detailTexts } from './texts.ts';
import { Verify } from './verify.tsx';

/** A binding that was opened: its state, its numbers and terms, its course, its calls and texts, and what can be done with it. */
export const BindingDetail = ({ bindingId }: BindingProps) => (
  <Opened id={bindingId}>
    <OpenedBinding key={bindingId} bindingId={bindingId} />
  </Opened>
);

type BindingProps = Readonly<{ bindingId: string }>;

const OpenedBinding = ({ bindingId }: BindingProps) => {
  const loader = useLoader<Binding>();
  const load = () => loader.load((signal) => ask<Binding>('GET', pathOf('bindings', bindingId), { signal }));
  useEffect(() => void load(), [bindingId]);
  useEvery(UNSETTLED_SECONDS, () => {
    if (isUnsettled(loader.state.peek().value)) void load();
  }, [bindingId]);
  useEffect(() => forgetMade, []);
  const isSaved = useSignal(false);
  useSignalEffect(() => {
    seenBinding.value = loader.state.value.value;
  });
  const changed = (next: Binding) => {
    forgetMade();
    isSaved.value = true;
    loader.change(() => next);
    noteDeed();
  };
  const reload = () => {
    forgetMade();
    isSaved.value = false;
    return load();
  };
  return (
    <div class="stack">
      <OpenedHeading>{detailTexts.value.title}</OpenedHeading>
      <MadeNote bindingId={bindingId} />
      {isSaved.value ? <Note tone="good" title={formTexts.value.saved} /> : null}
      <Show loaded={loader.state.value} failed={showProblem} again={() => void load()}>
        {(binding) => (
          <div class="stack">
            <div class="row">
              <StatusBadge status={binding.status} />
              <LifeLeft binding={binding} />
            </div>
            <Deeds binding={binding} changed={changed} reload={reload} />
            <BindingNumbers binding={binding} />
            <Verify key={binding.version} binding={binding} />
            <BindingTerms binding={binding} />
            <BindingCourse binding={binding} />
            <BindingRecords bindingId={bindingId} />
          </div>
        )}
      </Show>
    </div>
  );
};

/** How often something that the service still works at is looked at again. */
const UNSETTLED_SECONDS = 10;

const isUnsettled = (binding: Binding | undefined): boolean =>
  binding?.status === 'pending' || binding?.status === 'releasing';

/** It was told once. */
const forgetMade = (): void => {
  lastMade.value = undefined;
};

type DeedsProps = Readonly<{
  binding: Binding;
  changed: (binding: Binding) => void;
  reload: () => Promise<void>;
}>;

/** A binding that ends, or has ended, is not changed any more. */
const Deeds = ({ binding, changed, reload }: DeedsProps) => {
  const t = detailTexts.value;
  const isChanging = useSignal(false);
  const { bindingId, mode, status } = binding;
  const isLive = status === 'active';
  if (!may('bindings') || !(isLive || status === 'pending')) return null;
  const show = (isShown: boolean) => {
    isChanging.value = isShown;
  };
  if (isChanging.value && isLive)
    return (
      <ChangeBinding
        binding={binding}
        reload={reload}
        close={() => show(false)}
        changed={(next) => {
          changed(next);
          show(false);
        }}
      />
    );
  return (
    <div class="row">
      {isLive && fieldsToChange(mode).length > 0 ? (
        <Button small onClick={() => show(true)}>
          {formTexts.value.change}
        </Button>
      ) : null}
      {isLive && mode === 'AX' ? <TemporaryCallee bindingId={bindingId} changed={changed} /> : null}
      <ConfirmButton
        label={t.end}
        failed={showProblem}
        run={async () => {
          await ask('DELETE', pathOf('bindings', bindingId));
          await reload();
          noteDeed();
        }}
      >
        <p>{t.endSure}</p>
      </ConfirmButton>
    </div>
  );
};

import { momentText } from '../../kit/format/times.ts';
import { Card } from '../../kit/parts/data.tsx';
import { language } from '../../kit/state/language.ts';
import type { Binding } from '../api.ts';
import { type BindingStep, bindingSteps } from './binding-steps.ts';
import { detailTexts } from './texts.ts';

const byText = ({ by, reason }: BindingStep): string => {
  const t = detailTexts.value;
  // A reason says more than that nobody asked for it.
  const who = by === undefined ? '' : by === null ? (reason === undefined ? t.byItself : '') : t.by(by);
  return [who, reason === undefined ? '' : t.reasons[reason]].filter((text) => text !== '').join(' · ');
};

/** Everything that was done to a binding, when and by whom. */
export const BindingCourse = ({ binding }: Readonly<{ binding: Binding }>) => {
  const t = detailTexts.value;
  return (
    <Card title={t.history} tools={<span class="small dim">{t.version(binding.version)}</span>}>
      <ol class="steps">
        {bindingSteps(binding).map((step) => (
          <li key={`${step.kind} ${step.at}`} class={step.tone}>
            {t[step.kind]} {byText(step)}
            <div class="small dim">{momentText(step.at, language.value)}</div>
          </li>
        ))}
      </ol>
    </Card>
  );
};

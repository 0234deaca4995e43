// Small parts of pages: status tag, alert, steps, figure, empty state, facts. Each says its meaning in words, not color alone.
import type { Child, PropsWithChildren } from "hono/jsx";

export type Tone = "plain" | "info" | "good" | "warn" | "bad";

export const StatusTag = ({ tone, children }: PropsWithChildren<{ tone: Tone }>) => (
  <span class={`rb-tag rb-tag-${tone}`}>{children}</span>
);

type AlertProps = PropsWithChildren<{
  kind: "info" | "success" | "warning" | "error";
  heading?: string;
  live?: boolean;
}>;

/** `live` for an answer to what the reader has just done: screen readers say it at once. */
export const Alert = ({ kind, heading, live, children }: AlertProps) => (
  <div class={`usa-alert usa-alert--${kind} usa-alert--slim rb-alert`} role={live ? "status" : undefined}>
    <div class="usa-alert__body">
      {heading && <h2 class="usa-alert__heading">{heading}</h2>}
      <div class="usa-alert__text">{children}</div>
    </div>
  </div>
);

export type Step = { label: string; state: "complete" | "current" | "todo" };

export const StepIndicator = ({ label, steps }: { label: string; steps: Step[] }) => (
  <ol class="rb-steps" aria-label={label}>
    {steps.map((step) => (
      <li class={`rb-step rb-step-${step.state}`} aria-current={step.state === "current" ? "step" : undefined}>
        <span>{step.label}</span>
        <span class="usa-sr-only">{stepWords[step.state]}</span>
      </li>
    ))}
  </ol>
);
const stepWords = { complete: ", done", current: ", current status", todo: ", not yet" };

export const Figure = ({ src, alt, caption }: { src: string; alt: string; caption: Child }) => (
  <figure class="rb-figure">
    <img src={src} alt={alt} />
    <figcaption>{caption}</figcaption>
  </figure>
);

export const EmptyState = ({ title, children }: PropsWithChildren<{ title: string }>) => (
  <div class="rb-empty">
    <p class="rb-empty-title">{title}</p>
    {children}
  </div>
);

export const Facts = ({ facts }: { facts: [string, Child][] }) => (
  <dl class="rb-facts">
    {facts.map(([term, value]) => (
      <div>
        <dt>{term}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
);

/** A number with its word, as a tile that may lead somewhere. */
export const Tile = (props: { value: string; label: string; tone?: Tone; href?: string }) => {
  const body = (
    <>
      <span class="rb-tile-value">{props.value}</span> <span class="rb-tile-label">{props.label}</span>
    </>
  );
  const look = `rb-tile rb-tile-${props.tone ?? "plain"}`;
  return props.href ? (
    <a class={look} href={props.href}>
      {body}
    </a>
  ) : (
    <div class={look}>{body}</div>
  );
};

export const Section = ({
  id,
  title,
  aside,
  children,
}: PropsWithChildren<{ id: string; title: string; aside?: Child }>) => (
  <section class="rb-section" aria-labelledby={id}>
    <div class="rb-section-head">
      <h2 id={id}>{title}</h2>
      {aside && <div class="rb-actions">{aside}</div>}
    </div>
    {children}
  </section>
);

// The frame of every page: skip link, product, organization, person, navigation, footer. Holds no content of its own.
import type { Child, PropsWithChildren } from "hono/jsx";
import type { NavLink, Product, Viewer } from "./viewer.ts";

export type PageFrame = {
  title: string;
  /** Path of the navigation entry that this page belongs to. */
  current?: string;
  crumbs?: NavLink[];
  /** Islands to load: file names under assets, without extension. */
  islands?: string[];
};

/** In this order: the later ones override. */
const styles = ["base", "frame", "tables", "parts", "workbench", "security", "policy", "identifiers", "media"];

type LayoutProps = PropsWithChildren<PageFrame & { product: Product; viewer?: Viewer }>;

export const Layout = ({ product, viewer, title, current, crumbs, islands, children }: LayoutProps) => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{`${title} - ${product.name}`}</title>
      <link rel="icon" type="image/svg+xml" href={`${product.assets}/icon.svg`} />
      <link rel="stylesheet" href={`${product.assets}/uswds/css/uswds.min.css`} />
      {styles.map((name) => (
        <link rel="stylesheet" href={`${product.assets}/${name}.css`} />
      ))}
      {(islands ?? []).map((island) => (
        <script type="module" src={`${product.assets}/${island}.js`} />
      ))}
    </head>
    <body class="rb">
      <a class="usa-skipnav" href="#main">
        Skip to main content
      </a>
      <Header product={product} viewer={viewer} current={current} />
      <main id="main" class="rb-main" tabindex={-1}>
        {crumbs && crumbs.length > 0 && <Crumbs crumbs={crumbs} title={title} />}
        {children}
      </main>
      <footer class="rb-footer">
        <div class="rb-wide">
          <span>
            {product.name} {product.version}
          </span>
          <span>{product.jurisdiction}</span>
        </div>
      </footer>
    </body>
  </html>
);

const Header = ({ product, viewer, current }: { product: Product; viewer?: Viewer; current?: string }) => (
  <header class="rb-header">
    <div class="rb-header-top">
      <div class="rb-wide">
        <a class="rb-product" href="/">
          {product.name}
        </a>
        <span class="rb-organization">{viewer?.organization ?? product.jurisdiction}</span>
        {viewer && (
          <form class="rb-person" method="post" action="/sign-out">
            <input type="hidden" name="_csrf" value={viewer.csrf} />
            <span>
              {viewer.personHref ? <a href={viewer.personHref}>{viewer.name}</a> : viewer.name}
              <span class="rb-role">{viewer.roleTitle}</span>
              {viewer.rolesHref && (
                <a class="rb-role" href={viewer.rolesHref}>
                  Change role
                </a>
              )}
            </span>
            <button type="submit" class="rb-sign-out">
              Sign out
            </button>
          </form>
        )}
      </div>
    </div>
    {viewer && (
      <nav class="rb-nav" aria-label="Main">
        <ul class="rb-wide">
          {viewer.navigation.map((link) => (
            <li>
              <a href={link.href} aria-current={link.href === current ? "page" : undefined}>
                {link.label}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    )}
  </header>
);

const Crumbs = ({ crumbs, title }: { crumbs: NavLink[]; title: string }) => (
  <nav class="rb-crumbs" aria-label="Breadcrumbs">
    <ol>
      {crumbs.map((crumb) => (
        <li>
          <a href={crumb.href}>{crumb.label}</a>
        </li>
      ))}
      <li aria-current="page">{title}</li>
    </ol>
  </nav>
);

/** A page's headline with, at its side, what the page is about or can do. */
export const PageHead = ({ title, lead, children }: PropsWithChildren<{ title: Child; lead?: Child }>) => (
  <div class="rb-head">
    <div>
      <h1>{title}</h1>
      {lead && <p class="rb-lead">{lead}</p>}
    </div>
    {children && <div class="rb-actions">{children}</div>}
  </div>
);

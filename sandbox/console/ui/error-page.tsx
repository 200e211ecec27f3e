import type { PageError } from "../errors";
import { Layout } from "./layout";

export function ErrorPage({ failure }: { readonly failure: PageError }) {
  return (
    <Layout title={failure.title}>
      <div class="failure">
        <p class="status">{failure.status}</p>
        <h1>{failure.title}</h1>
        <p>{failure.message}</p>
        {failure.status === 401 ? <pre>bin/sandbox console</pre> : <a href="/">To the overview</a>}
      </div>
    </Layout>
  );
}

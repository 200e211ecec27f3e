import { z } from "zod";
import { type Api, type RepositoryCall } from "../api";
import { subjectForm } from "../identity/subject";

const path = "/actions/oidc/customization/sub";

/** How the subjects of a repository's identity tokens are made. */
export function oidcSubjectRoutes(api: Api): void {
  api.repository("GET", path, "read", form);
  api.repository("PUT", path, "write", (call) => {
    const shape = z.object({
      use_default: z.boolean(),
      include_claim_keys: z.array(z.string().regex(/^\w+$/)).optional(),
      use_immutable_subject: z.boolean().optional(),
    });
    const { state } = call.context;
    const { id } = call.repository;
    const { use_default, include_claim_keys, use_immutable_subject } = call.body(shape);
    const kept = use_immutable_subject ?? state.oidcSubjects.get(id)?.use_immutable_subject;
    state.oidcSubjects.remove(id);
    state.oidcSubjects.insert({ id, use_default, include_claim_keys, use_immutable_subject: kept });
    call.reply.code(201);
    return {};
  });
}

const form = ({ context, repository }: RepositoryCall) => subjectForm(context, repository);

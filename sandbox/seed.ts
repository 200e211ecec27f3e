import type { GitHubSeed } from "./github";

const author = (name: string) => ({ name, email: `${name.toLowerCase().replace(" ", ".")}@example.com` });

/** What stood at Penny University's GitHub before the program: the organization and the application's repository, as history. */
export function gitHubSeed(folder: string): GitHubSeed {
  return {
    organizations: [{ login: "penny-university", name: "Penny University" }],
    repositories: [
      {
        owner: "penny-university",
        name: "penny_university",
        defaultBranch: "master",
        topics: ["django", "learning"],
        settings: { description: "Where people learn from each other, one penny chat at a time" },
        createdAt: "2019-03-04T15:12:09Z",
        folder,
        commits: [
          {
            message: "Start the project",
            author: author("Nell Arden"),
            date: "2019-03-04T15:20:00Z",
            paths: ["manage.py", "requirements.txt", ".gitignore", "penny_university"],
          },
          {
            message: "Add users",
            author: author("Nell Arden"),
            date: "2019-04-11T09:41:00Z",
            paths: ["users"],
          },
          {
            message: "Add penny chats and the background tasks",
            author: author("Tomas Velde"),
            date: "2019-09-23T13:05:00Z",
            paths: ["pennychat", "templates"],
          },
          {
            message: "Add the frontend, integration tests and the Procfile",
            author: author("Tomas Velde"),
            date: "2020-06-02T17:30:00Z",
          },
        ],
      },
    ],
  };
}

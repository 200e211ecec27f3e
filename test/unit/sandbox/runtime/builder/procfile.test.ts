import { parseProcfile } from "../../../../../sandbox/runtime/builder/procfile";

describe("a Procfile", () => {
  it("declares a process type a line", () => {
    expect(parseProcfile("release: python manage.py migrate\r\nweb:gunicorn app:wsgi --bind :$PORT\n")).toEqual({
      release: "python manage.py migrate",
      web: "gunicorn app:wsgi --bind :$PORT",
    });
  });

  it("may have comments, empty lines and lines of no meaning", () => {
    expect(parseProcfile("# web: no\n\nnonsense\nbad type: x\nempty:\nweb: yes")).toEqual({ web: "yes" });
  });
});

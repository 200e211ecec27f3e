/** Migrations that pull requests bring to the fixture application, each bad in its own way. */

const migration = (dependencies: string, operations: string, before = "") => `from django.db import migrations, models

${before}
class Migration(migrations.Migration):
    dependencies = [${dependencies}]

    operations = [${operations}]
`;
const afterUsers = '("users", "0004_fill_display_name")';
const afterChats = '("pennychat", "0004_pennychat_status")';

/** Goes back without a complaint, and without the names. */
export const blanksNames = migration(
  afterUsers,
  `migrations.RunSQL("UPDATE users_user SET first_name = ''", migrations.RunSQL.noop)`,
);

export const addsNickname = migration(
  afterUsers,
  `migrations.AddField("user", "nickname", models.CharField(max_length=50, null=True))`,
);

/** Of another app, and after the nickname. */
export const addsRating = migration(
  `${afterChats}, ("users", "0005_user_nickname")`,
  `migrations.AddField("pennychat", "rating", models.IntegerField(null=True))`,
);

/** Has no way back. */
export const lowersEmails = migration(
  afterUsers,
  "migrations.RunPython(lower)",
  `
def lower(apps, _schema_editor):
    for user in apps.get_model("users", "User").objects.all():
        user.email = user.email.lower()
        user.save()

`,
);

/** Ends the release phase, after what was migrated before it. */
export const fails = migration(
  `${afterChats}, ("users", "0005_user_nickname")`,
  "migrations.RunPython(fail, migrations.RunPython.noop)",
  `
def fail(apps, _schema_editor):
    raise RuntimeError("the data is not as this migration expects it")

`,
);

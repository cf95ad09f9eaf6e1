"""The tables that every feature stands on, the shared cache's, and the triggers by which the
database keeps the record of changes."""

import datetime
import django.core.serializers.json
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.text
import django.utils.timezone
import modelsearch.index
import taggit.managers
import uuid
import wagtail.images.models
import wagtail.models.media
from django.conf import settings
from django.core.management import call_command
from django.db import migrations, models

from core.append_only import install, lift
from core.create_tables import CreateTables
from core.models.audit import GUARDS


def create_cache_table(apps, schema_editor):
    """So that `migrate` alone makes a database the site runs on."""
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


def put_up(apps, schema_editor):
    install(schema_editor.connection, GUARDS)


def take_down(apps, schema_editor):
    lift(schema_editor.connection, GUARDS)


class Migration(migrations.Migration):

    replaces = [
        ('core', '0002_shared_tables'),
        ('core', '0003_cache_table'),
        ('core', '0004_record_of_changes'),
        ('core', '0005_who_handles_personal_data'),
        ('core', '0006_head_of_professional_development'),
        ('core', '0007_letters_words_and_stops'),
        ('core', '0008_money_reads_its_changes'),
        ('core', '0009_what_became_of_messages'),
        ('core', '0010_where_letters_go'),
    ]

    dependencies = [
        ('core', '0001_initial'),
        ('taggit', '0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx'),
        ('wagtailcore', '0098_apitoken'),
        # Nothing here needs these. After our tables each of their steps would render our models too.
        ('mfa', '0003_authenticator_type_uniq'),
        ('usersessions', '0001_initial'),
        ('wagtailadmin', '0006_formstate'),
        ('wagtaildocs', '0014_alter_document_file_size'),
        ('wagtailembeds', '0009_embed_cache_until'),
        ('wagtailforms', '0005_alter_formsubmission_form_data'),
        ('wagtailimages', '0027_image_description'),
        ('wagtailredirects', '0008_add_verbose_name_plural'),
        ('wagtailsearch', '0010_add_text_fields'),
        ('wagtailusers', '0015_userprofile_keyboard_shortcuts'),
    ]

    operations = [
        CreateTables([
            migrations.CreateModel(
                name='PartnershipSettings',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(blank=True, help_text='Blank uses the name this site was installed with.', max_length=120)),
                    ('host_la_code', models.CharField(blank=True, help_text='Three digits. Blank uses the code this site was installed with.', max_length=3, validators=[django.core.validators.RegexValidator('^\\d{3}$', 'Give the three digits, for example 823.')], verbose_name='host authority code')),
                    ('office_name', models.CharField(default='Professional development team', max_length=120)),
                    ('organisation', models.CharField(default='Marlbridge Training School', max_length=120)),
                    ('office_email', models.EmailField(default='office@example.org', max_length=254)),
                    ('office_telephone', models.CharField(default='01632 960 118', max_length=40)),
                    ('office_address', models.TextField(blank=True)),
                    ('coordinator_email', models.EmailField(blank=True, max_length=254, verbose_name="AST coordinator's email")),
                    ('coordinator_telephone', models.CharField(blank=True, max_length=40)),
                    ('pd_head_email', models.EmailField(blank=True, max_length=254, verbose_name="head of professional development's email")),
                    ('pd_head_telephone', models.CharField(blank=True, max_length=40, verbose_name='telephone')),
                ],
                options={
                    'verbose_name': 'partnership',
                },
            ),
            migrations.CreateModel(
                name='PeriodicRun',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=100, unique=True)),
                    ('next_run_at', models.DateTimeField()),
                    ('started_at', models.DateTimeField(blank=True, null=True)),
                    ('finished_at', models.DateTimeField(blank=True, null=True)),
                    ('error', models.CharField(blank=True, help_text='Of the last run; blank if fine.', max_length=300)),
                ],
                options={
                    'ordering': ['name'],
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='Image',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('title', models.CharField(max_length=255, verbose_name='title')),
                    ('file', wagtail.images.models.WagtailImageField(height_field='height', upload_to=wagtail.images.models.get_upload_to, verbose_name='file', width_field='width')),
                    ('description', models.CharField(blank=True, default='', max_length=255, verbose_name='description')),
                    ('width', models.IntegerField(editable=False, verbose_name='width')),
                    ('height', models.IntegerField(editable=False, verbose_name='height')),
                    ('created_at', models.DateTimeField(auto_now_add=True, db_index=True, verbose_name='created at')),
                    ('focal_point_x', models.PositiveIntegerField(blank=True, null=True)),
                    ('focal_point_y', models.PositiveIntegerField(blank=True, null=True)),
                    ('focal_point_width', models.PositiveIntegerField(blank=True, null=True)),
                    ('focal_point_height', models.PositiveIntegerField(blank=True, null=True)),
                    ('file_size', models.PositiveIntegerField(editable=False, null=True)),
                    ('file_hash', models.CharField(blank=True, db_index=True, editable=False, max_length=40)),
                    ('credit', models.CharField(blank=True, help_text='Who took or made it.', max_length=200)),
                    ('collection', models.ForeignKey(default=wagtail.models.media.get_root_collection_id, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.collection', verbose_name='collection')),
                    ('tags', taggit.managers.TaggableManager(blank=True, help_text=None, through='taggit.TaggedItem', to='taggit.Tag', verbose_name='Tags')),
                    ('uploaded_by_user', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='uploaded_images', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
                bases=(wagtail.images.models.ImageFileMixin, modelsearch.index.Indexed, models.Model),
            ),
            migrations.CreateModel(
                name='Message',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('message_id', models.UUIDField(default=uuid.uuid4, editable=False, help_text='Stays the same on each try.', unique=True)),
                    ('kind', models.CharField(db_index=True, help_text='Which template it came from.', max_length=60)),
                    ('to_email', models.EmailField(max_length=254, verbose_name='to')),
                    ('to_name', models.CharField(blank=True, max_length=200)),
                    ('reply_to', models.EmailField(blank=True, max_length=254)),
                    ('subject', models.CharField(max_length=200)),
                    ('text_body', models.TextField()),
                    ('html_body', models.TextField(blank=True)),
                    ('calendar', models.TextField(blank=True, help_text='An iCalendar object sent with it, if there is one.')),
                    ('calendar_method', models.CharField(blank=True, max_length=10)),
                    ('link_kind', models.CharField(blank=True, max_length=60)),
                    ('link_object_id', models.CharField(blank=True, max_length=64)),
                    ('about', models.CharField(blank=True, db_index=True, help_text='What it is about, as app.model:id.', max_length=100)),
                    ('once_key', models.CharField(blank=True, help_text='Two messages never share a key.', max_length=200, null=True)),
                    ('state', models.CharField(choices=[('queued', 'Queued'), ('sent', 'Sent'), ('failed', 'Failed')], default='queued', max_length=10)),
                    ('tries', models.PositiveSmallIntegerField(default=0)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('next_try_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('locked_until', models.DateTimeField(blank=True, null=True)),
                    ('sent_at', models.DateTimeField(blank=True, null=True)),
                    ('error', models.CharField(blank=True, max_length=300)),
                    ('delivery', models.CharField(blank=True, choices=[('delivered', 'Delivered'), ('rejected', 'Refused'), ('bounced', 'Came back'), ('complained', 'Unwanted')], max_length=10)),
                    ('delivery_at', models.DateTimeField(blank=True, null=True)),
                    ('delivery_reason', models.CharField(blank=True, max_length=300)),
                    ('provider_id', models.CharField(blank=True, db_index=True, max_length=200)),
                ],
                options={
                    'ordering': ['-created_at', '-pk'],
                    'permissions': [('resend_message', 'Can send a message again')],
                    'default_permissions': ('view',),
                    'indexes': [models.Index(fields=['state', 'next_try_at'], name='message_due'), models.Index(django.db.models.functions.text.Lower('to_email'), name='message_address')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('once_key__isnull', False)), fields=('once_key',), name='a_message_is_queued_once_for_its_key'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'sent'), _negated=True), ('sent_at__isnull', False), _connector='OR'), name='a_sent_message_says_when'), models.CheckConstraint(condition=models.Q(models.Q(('to_email', ''), _negated=True), models.Q(('to_email__contains', ','), _negated=True), models.Q(('to_email__contains', ';'), _negated=True)), name='a_message_goes_to_one_address'), models.CheckConstraint(condition=models.Q(('delivery', ''), models.Q(('delivery_at__isnull', False), ('state', 'sent')), _connector='OR'), name='only_a_sent_message_is_delivered_or_comes_back')],
                },
            ),
            migrations.CreateModel(
                name='Rendition',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('filter_spec', models.CharField(db_index=True, max_length=255)),
                    ('file', wagtail.images.models.WagtailImageField(height_field='height', storage=wagtail.images.models.get_rendition_storage, upload_to=wagtail.images.models.get_rendition_upload_to, width_field='width')),
                    ('width', models.IntegerField(editable=False)),
                    ('height', models.IntegerField(editable=False)),
                    ('focal_point_key', models.CharField(blank=True, default='', editable=False, max_length=16)),
                    ('image', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='renditions', to='core.image')),
                ],
                options={
                    'unique_together': {('image', 'filter_spec', 'focal_point_key')},
                },
                bases=(wagtail.images.models.ImageFileMixin, models.Model),
            ),
            migrations.CreateModel(
                name='AuditEntry',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name='when')),
                    ('area', models.CharField(choices=[('money', 'Money'), ('places', 'Sessions and places'), ('people', 'People and roles'), ('publication', 'Pages'), ('outreach', 'Outreach'), ('other', 'Other')], max_length=12)),
                    ('action', models.CharField(db_index=True, max_length=100)),
                    ('on_behalf_of', models.CharField(blank=True, max_length=60)),
                    ('model', models.CharField(max_length=100)),
                    ('object_id', models.CharField(max_length=64)),
                    ('changes', models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                    ('details', models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                    ('actor', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'change',
                    'ordering': ['-at', '-pk'],
                    'default_permissions': ('view',),
                    'permissions': [('view_money_changes', 'Can read the record of changes of money')],
                    'indexes': [models.Index(fields=['area', '-at'], name='change_by_area_and_time')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('action', ''), _negated=True), name='a_change_says_what_it_was')],
                },
            ),
            migrations.CreateModel(
                name='AuditSubject',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(max_length=20)),
                    ('object_id', models.CharField(max_length=64)),
                    ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='subjects', to='core.auditentry')),
                ],
                options={
                    'ordering': ['pk'],
                    'default_permissions': (),
                    'indexes': [models.Index(fields=['kind', 'object_id'], name='change_by_subject')],
                },
            ),
            migrations.CreateModel(
                name='AuditWords',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('changes', models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                    ('details', models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                    ('entry', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='words', to='core.auditentry')),
                ],
                options={
                    'ordering': ['pk'],
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='AuditDisposal',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('area', models.CharField(blank=True, choices=[('money', 'Money'), ('places', 'Sessions and places'), ('people', 'People and roles'), ('publication', 'Pages'), ('outreach', 'Outreach'), ('other', 'Other')], max_length=12)),
                    ('before', models.DateTimeField(null=True)),
                    ('entries', models.PositiveIntegerField(default=0, help_text='How many went.')),
                    ('words_of', models.PositiveBigIntegerField(db_index=True, null=True)),
                    ('by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-at', '-pk'],
                    'default_permissions': (),
                    'permissions': [('handle_personal_data', 'Can copy and erase what is kept about a person')],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('before__isnull', False), ('words_of', None)), models.Q(('before', None), ('words_of__isnull', False)), _connector='OR'), name='a_disposal_is_of_old_entries_or_of_words'), models.CheckConstraint(condition=models.Q(('before', None), ('before__lte', django.db.models.expressions.CombinedExpression(models.F('at'), '-', models.Value(datetime.timedelta(days=365)))), _connector='OR'), name='what_is_young_is_not_disposed_of')],
                },
            ),
            migrations.CreateModel(
                name='LetterWords',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(max_length=60, unique=True)),
                    ('words', models.JSONField(blank=True, default=dict)),
                    ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ],
                options={
                    'verbose_name_plural': 'letter words',
                    'default_permissions': ('change',),
                },
            ),
            migrations.CreateModel(
                name='MailStop',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('email', models.EmailField(max_length=254)),
                    ('kind', models.CharField(max_length=60)),
                    ('stopped_at', models.DateTimeField(default=django.utils.timezone.now)),
                ],
                options={
                    'verbose_name': 'stop of a kind of letter',
                    'verbose_name_plural': 'stops of kinds of letters',
                    'default_permissions': (),
                    'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), models.F('kind'), name='an_address_stops_a_kind_of_letter_once')],
                },
            ),
        ]),
        migrations.RunPython(create_cache_table, migrations.RunPython.noop),
        # Last: on SQLite a change of the table drops its triggers.
        migrations.RunPython(put_up, take_down),
    ]

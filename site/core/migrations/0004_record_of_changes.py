"""The record of changes, and the triggers by which the database keeps it."""

import datetime
import django.core.serializers.json
import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from core.append_only import install, lift
from core.models.audit import GUARDS


def put_up(apps, schema_editor):
    install(schema_editor.connection, GUARDS)


def take_down(apps, schema_editor):
    lift(schema_editor.connection, GUARDS)


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0003_cache_table'),
    ]

    operations = [
        migrations.CreateModel(
            name='AuditEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name='when')),
                ('area', models.CharField(choices=[('money', 'Money'), ('places', 'Sessions and places'), ('people', 'People and roles'), ('publication', 'Pages'), ('other', 'Other')], max_length=12)),
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
                ('area', models.CharField(blank=True, choices=[('money', 'Money'), ('places', 'Sessions and places'), ('people', 'People and roles'), ('publication', 'Pages'), ('other', 'Other')], max_length=12)),
                ('before', models.DateTimeField(null=True)),
                ('entries', models.PositiveIntegerField(default=0, help_text='How many went.')),
                ('words_of', models.PositiveBigIntegerField(db_index=True, null=True)),
                ('by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-at', '-pk'],
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('before__isnull', False), ('words_of', None)), models.Q(('before', None), ('words_of__isnull', False)), _connector='OR'), name='a_disposal_is_of_old_entries_or_of_words'), models.CheckConstraint(condition=models.Q(('before', None), ('before__lte', django.db.models.expressions.CombinedExpression(models.F('at'), '-', models.Value(datetime.timedelta(days=365)))), _connector='OR'), name='what_is_young_is_not_disposed_of')],
            },
        ),
        migrations.AddIndex(
            model_name='auditentry',
            index=models.Index(fields=['area', '-at'], name='change_by_area_and_time'),
        ),
        migrations.AddConstraint(
            model_name='auditentry',
            constraint=models.CheckConstraint(condition=models.Q(('action', ''), _negated=True), name='a_change_says_what_it_was'),
        ),
        migrations.AddIndex(
            model_name='auditsubject',
            index=models.Index(fields=['kind', 'object_id'], name='change_by_subject'),
        ),
        migrations.RunPython(put_up, take_down),
    ]

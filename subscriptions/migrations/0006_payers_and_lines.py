"""An invoice goes to a payer, and its lines say what they sell."""

import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


def carry_over(apps, schema_editor):
    """Every invoice has its payer, totals and school, its line says what it sells, and its
    payments leave the subscription to it."""
    Invoice = apps.get_model("subscriptions", "Invoice")
    Payer = apps.get_model("subscriptions", "Payer")
    Payment = apps.get_model("subscriptions", "Payment")
    for invoice in Invoice.objects.select_related("subscription__school"):
        subscription = invoice.subscription
        own = (subscription.school_name, subscription.school.name)
        if invoice.payer_name.casefold() in [name.casefold() for name in own]:
            payer, _made = Payer.objects.get_or_create(
                school=subscription.school, defaults={"name": invoice.payer_name}
            )
        else:
            payer = Payer.objects.filter(school=None, name__iexact=invoice.payer_name).first()
            payer = payer or Payer.objects.create(name=invoice.payer_name)
        lines = list(invoice.lines.all())
        invoice.lines.update(stands=invoice.state != "credited")
        for part, line in enumerate(lines):
            line.subscription, line.part = subscription, part
            line.save(update_fields=["subscription", "part"])
        payments = Payment.objects.filter(invoice=invoice)
        invoice.payer = payer
        invoice.schools.add(subscription.school)
        invoice.net_pence = sum(line.net_pence for line in lines)
        invoice.vat_pence = sum(line.vat_pence for line in lines)
        invoice.line_count = len(lines)
        invoice.paid_pence = max(sum(payment.amount_pence for payment in payments), 0)
        invoice.finance_name = subscription.finance_name
        invoice.contact_name = subscription.contact_name
        invoice.contact_email = subscription.contact_email
        invoice.save()
        payments.update(subscription=None)
    Payment.objects.filter(reverses__isnull=False).update(kind="reversal")
    if schema_editor.connection.vendor == "postgresql":
        # What is checked at the end of a transaction is checked now: the tables change next.
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0005_first_introduction'),
        ('subscriptions', '0005_renewals'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Charge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('school_name', models.CharField(max_length=200)),
                ('price_pence', models.PositiveIntegerField(blank=True, null=True)),
                ('vat_treatment', models.CharField(blank=True, choices=[('exempt', 'Exempt'), ('outside_scope', 'Outside the scope of VAT'), ('zero', 'Zero rated'), ('standard', 'Standard rated')], max_length=14)),
                ('vat_rate', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True)),
                ('vat_pence', models.PositiveIntegerField(default=0)),
                ('contact_name', models.CharField(blank=True, max_length=200)),
                ('contact_email', models.EmailField(blank=True, max_length=254)),
                ('finance_name', models.CharField(blank=True, max_length=200)),
                ('finance_email', models.EmailField(blank=True, max_length=254)),
                ('payer_name', models.CharField(blank=True, max_length=200)),
                ('invoice_address', models.TextField(blank=True)),
                ('purchase_order_number', models.CharField(blank=True, max_length=60)),
                ('kind', models.CharField(max_length=20)),
                ('reference', models.CharField(max_length=64)),
                ('description', models.CharField(max_length=200)),
                ('payment_terms_days', models.PositiveSmallIntegerField(default=30)),
                ('active_from', models.DateField(blank=True, null=True)),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('end_reason', models.CharField(blank=True, max_length=300, verbose_name='reason')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ['-made_at', '-pk'],
                'default_permissions': ('view',),
            },
        ),
        migrations.CreateModel(
            name='CreditNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=20, unique=True)),
                ('issued_on', models.DateField()),
                ('reason', models.CharField(max_length=300)),
                ('payer_name', models.CharField(max_length=200)),
                ('payer_address', models.TextField()),
                ('seller', models.JSONField(default=dict)),
                ('net_pence', models.PositiveIntegerField()),
                ('vat_pence', models.PositiveIntegerField(default=0)),
                ('line_count', models.PositiveSmallIntegerField()),
                ('issued_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('form_key', models.UUIDField(blank=True, editable=False, null=True, unique=True)),
            ],
            options={
                'ordering': ['-number'],
                'default_permissions': ('view',),
            },
        ),
        migrations.CreateModel(
            name='CreditNoteLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('description', models.CharField(max_length=200)),
                ('net_pence', models.IntegerField()),
                ('vat_treatment', models.CharField(choices=[('exempt', 'Exempt'), ('outside_scope', 'Outside the scope of VAT'), ('zero', 'Zero rated'), ('standard', 'Standard rated')], max_length=14)),
                ('vat_rate', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True)),
                ('vat_pence', models.IntegerField(default=0)),
            ],
            options={
                'ordering': ['pk'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Payer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
            ],
            options={
                'ordering': ['name'],
                'default_permissions': ('view',),
            },
        ),
        migrations.AlterModelOptions(
            name='invoice',
            options={'default_permissions': ('view',), 'ordering': ['-number'], 'permissions': [('correct_invoice', 'Can make credit notes'), ('write_off_invoice', 'Can write invoices off')]},
        ),
        migrations.RemoveConstraint(
            model_name='invoice',
            name='a_subscription_has_one_standing_invoice',
        ),
        migrations.RemoveConstraint(
            model_name='payment',
            name='a_card_payment_is_recorded_once',
        ),
        migrations.AddField(
            model_name='invoice',
            name='contact_email',
            field=models.EmailField(blank=True, max_length=254),
        ),
        migrations.AddField(
            model_name='invoice',
            name='contact_name',
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name='invoice',
            name='credited_pence',
            field=models.IntegerField(default=0),
        ),
        migrations.AddField(
            model_name='invoice',
            name='finance_name',
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name='invoice',
            name='line_count',
            field=models.PositiveSmallIntegerField(default=0),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='invoice',
            name='net_pence',
            field=models.IntegerField(default=0),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='invoice',
            name='paid_pence',
            field=models.IntegerField(default=0),
        ),
        migrations.AddField(
            model_name='invoice',
            name='schools',
            field=models.ManyToManyField(blank=True, related_name='invoices', to='directory.school'),
        ),
        migrations.AddField(
            model_name='invoice',
            name='vat_pence',
            field=models.IntegerField(default=0),
        ),
        migrations.AddField(
            model_name='invoiceline',
            name='credited_net_pence',
            field=models.IntegerField(default=0),
        ),
        migrations.AddField(
            model_name='invoiceline',
            name='credited_vat_pence',
            field=models.IntegerField(default=0),
        ),
        migrations.AddField(
            model_name='invoiceline',
            name='part',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='invoiceline',
            name='stands',
            field=models.BooleanField(default=True),
        ),
        migrations.AddField(
            model_name='invoiceline',
            name='subscription',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='invoice_lines', to='subscriptions.subscription'),
        ),
        migrations.AddField(
            model_name='payment',
            name='kind',
            field=models.CharField(choices=[('received', 'Received'), ('reversal', 'Undone'), ('given_back', 'Given back'), ('moved', 'Moved')], default='received', max_length=10),
        ),
        migrations.AddField(
            model_name='payment',
            name='moved_from',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='moved_to', to='subscriptions.payment'),
        ),
        migrations.AlterField(
            model_name='cardorder',
            name='subscription',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='card_orders', to='subscriptions.subscription'),
        ),
        migrations.AlterField(
            model_name='payment',
            name='method',
            field=models.CharField(choices=[('bacs', 'BACS'), ('cheque', 'Cheque'), ('internal_recharge', 'Internal recharge'), ('card', 'Card'), ('transfer', 'Moved between invoices')], max_length=20),
        ),
        migrations.AlterField(
            model_name='payment',
            name='received_on',
            field=models.DateField(verbose_name='day'),
        ),
        migrations.AlterField(
            model_name='payment',
            name='subscription',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='earlier_payments', to='subscriptions.subscription'),
        ),
        migrations.AddField(
            model_name='charge',
            name='made_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='charge',
            name='school',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='charges', to='directory.school'),
        ),
        migrations.AddField(
            model_name='cardorder',
            name='charge',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='card_orders', to='subscriptions.charge'),
        ),
        migrations.AddField(
            model_name='invoiceline',
            name='charge',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='invoice_lines', to='subscriptions.charge'),
        ),
        migrations.AddField(
            model_name='creditnote',
            name='invoice',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='credit_notes', to='subscriptions.invoice'),
        ),
        migrations.AddField(
            model_name='creditnote',
            name='issued_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='creditnoteline',
            name='credit_note',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='subscriptions.creditnote'),
        ),
        migrations.AddField(
            model_name='creditnoteline',
            name='invoice_line',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='credits', to='subscriptions.invoiceline'),
        ),
        migrations.AddField(
            model_name='payer',
            name='school',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='payer', to='directory.school'),
        ),
        migrations.AddField(
            model_name='invoice',
            name='payer',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='invoices', to='subscriptions.payer'),
        ),
        migrations.RunPython(
            carry_over, migrations.RunPython.noop, elidable=True
        ),
        migrations.RemoveField(
            model_name='invoice',
            name='subscription',
        ),
        migrations.AlterField(
            model_name='invoice',
            name='payer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invoices', to='subscriptions.payer'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.CheckConstraint(condition=models.Q(('invoice', None), ('subscription', None), _connector='XOR'), name='a_payment_is_for_an_invoice_or_for_an_earlier_subscription'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'received'), _negated=True), ('amount_pence__gt', 0), _connector='OR'), name='what_came_in_is_above_nothing'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'given_back'), _negated=True), ('amount_pence__lt', 0), _connector='OR'), name='what_went_back_is_below_nothing'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'reversal'), ('reverses__isnull', False)), models.Q(models.Q(('kind', 'reversal'), _negated=True), ('reverses', None)), _connector='OR'), name='a_reversal_says_what_it_undoes'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'received'), ('method', 'card'), models.Q(('reference', ''), _negated=True)), fields=('reference',), name='a_card_payment_is_recorded_once'),
        ),
        migrations.AddConstraint(
            model_name='cardorder',
            constraint=models.CheckConstraint(condition=models.Q(('subscription', None), ('charge', None), _connector='XOR'), name='a_card_order_pays_for_one_thing'),
        ),
        migrations.AddConstraint(
            model_name='cardorder',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('charge',), name='a_charge_has_one_open_card_order'),
        ),
        migrations.AddConstraint(
            model_name='invoiceline',
            constraint=models.UniqueConstraint(condition=models.Q(('stands', True)), fields=('subscription', 'part'), name='a_subscription_has_one_standing_invoice'),
        ),
        migrations.AddConstraint(
            model_name='invoiceline',
            constraint=models.UniqueConstraint(condition=models.Q(('stands', True)), fields=('charge', 'part'), name='a_charge_has_one_standing_invoice'),
        ),
        migrations.AddConstraint(
            model_name='invoiceline',
            constraint=models.CheckConstraint(condition=models.Q(('subscription', None), ('charge', None), _connector='OR'), name='a_line_sells_one_thing'),
        ),
        migrations.AddConstraint(
            model_name='invoiceline',
            constraint=models.CheckConstraint(condition=models.Q(('credited_net_pence__gte', 0), ('credited_vat_pence__gte', 0), ('credited_net_pence__lte', models.F('net_pence')), ('credited_vat_pence__lte', models.F('vat_pence'))), name='a_line_is_credited_no_further_than_to_nothing'),
        ),
        migrations.AddConstraint(
            model_name='invoice',
            constraint=models.CheckConstraint(condition=models.Q(('credited_pence__gte', 0), ('credited_pence__lte', django.db.models.expressions.CombinedExpression(models.F('net_pence'), '+', models.F('vat_pence')))), name='an_invoice_is_credited_no_further_than_to_nothing'),
        ),
        migrations.AddConstraint(
            model_name='invoice',
            constraint=models.CheckConstraint(condition=models.Q(('paid_pence__gte', 0)), name='no_more_is_given_back_than_was_paid'),
        ),
        migrations.AddConstraint(
            model_name='charge',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_on', None)), fields=('kind', 'reference'), name='a_thing_is_charged_for_once'),
        ),
        migrations.AddConstraint(
            model_name='charge',
            constraint=models.CheckConstraint(condition=models.Q(('price_pence__isnull', False)), name='a_charge_has_a_price'),
        ),
        migrations.AddConstraint(
            model_name='creditnote',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='a_credit_note_gives_its_reason'),
        ),
        migrations.AddConstraint(
            model_name='creditnoteline',
            constraint=models.CheckConstraint(condition=models.Q(('net_pence__gte', 0), ('vat_pence__gte', 0)), name='a_credit_takes_back_and_does_not_add'),
        ),
        migrations.AddConstraint(
            model_name='payer',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower('name'), condition=models.Q(('school', None)), name='a_payer_that_is_no_school_has_one_account'),
        ),
    ]

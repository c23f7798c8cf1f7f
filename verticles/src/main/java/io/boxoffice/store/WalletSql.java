package io.boxoffice.store;

/** The statements of {@link WalletStore}. */
final class WalletSql {
  static final String FIND_WALLET =
      """
      select coalesce(w.balance, 0) as balance, coalesce(w.currency, $2) as currency
        from users u left join wallets w on w.user_id = u.id where u.id = $1
      """;

  static final String BEGIN_CHARGE = "select begin_charge($1, $2, $3, $4, $5, $6, $7, $8, $9)";

  static final String SETTLE_CHARGE = "select settle_charge($1, $2, $3)";

  static final String FIND_CHARGE =
      "select charge_json(id) from charges where id = $1 and user_id = $2";

  static final String LIST_PENDING_CHARGES =
      """
      update charges set updated_at = clock_timestamp()
       where id = any (array(
         select id from charges
          where state = 'PENDING' and updated_at < clock_timestamp() - interval '3 seconds'
          order by updated_at limit $1 for update skip locked))
      returning id, amount
      """;

  static final String LIST_ENTRIES =
      """
      select id, entry_no, kind, amount, balance_after, reservation_id,
             epoch_ms(created_at) as created_ms
        from ledger_entries where user_id = $1 and entry_no < $2
       order by entry_no desc limit $3
      """;

  private WalletSql() {}
}

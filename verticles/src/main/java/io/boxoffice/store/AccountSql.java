package io.boxoffice.store;

/** The statements of {@link AccountStore}. */
final class AccountSql {
  private static final String INSERT =
      """
      with made as (
        insert into users (id, name, password_hash, role)
        values ($1, $2, $3, $4)
        %s
        returning id, name, role, created_at
      ), wallet as (
        insert into wallets (user_id, currency) select id, $5 from made
      )
      select id, name, role, created_at from made
      """;

  /** User and wallet in one statement: there is no user without a wallet. */
  static final String INSERT_USER = INSERT.formatted("");

  static final String INSERT_USER_IF_NEW = INSERT.formatted("on conflict do nothing");

  static final String FIND_CREDENTIALS =
      """
      select id, name, role, created_at, password_hash
      from users
      where lower(name) = lower($1)
      """;

  static final String FIND_ALL =
      """
      select id, name, role, created_at
      from users
      where id = any ($1)
      """;

  static final String LIST =
      """
      select id, name, role, created_at
      from users
      where id > $1
      order by id
      limit $2
      """;

  static final String LIST_BY_NAME =
      """
      select id, name, role, created_at
      from users
      where lower(name) = lower($3) and id > $1
      order by id
      limit $2
      """;

  private AccountSql() {}
}

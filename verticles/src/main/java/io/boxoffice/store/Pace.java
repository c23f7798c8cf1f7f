package io.boxoffice.store;

/** When what gathers goes on, on the context that it is confined to. */
public interface Pace {
  /** Every call alone and at once. */
  Pace AT_ONCE =
      new Pace() {
        @Override
        public void soon(Runnable work) {
          work.run();
        }

        @Override
        public void later(Runnable work) {
          work.run();
        }
      };

  /** Does the work after all that has come by now. */
  void soon(Runnable work);

  /** Does the work after a moment in which more may come. */
  void later(Runnable work);
}

// The script of the Glue job. Glue compiles it and starts it; the job itself is in the jar given with --extra-jars.
object FinanceAnalytics {
  def main(arguments: Array[String]): Unit = io.financeanalytics.glue.GlueJob.main(arguments)
}

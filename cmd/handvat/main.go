// Command handvat is an in-workflow performance-support bot.
package main

func main() {}
